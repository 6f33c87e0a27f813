extension CommandOption {
  /// What stands for the value in the help, nil for a switch, and one line about it.
  var description: (String?, String) {
    switch self {
    case .store: ("FILE", "the store to work on; otherwise that of the configuration")
    case .remote: ("URL", "the server to work at, or its name in the configuration; instead of --store")
    case .api: ("DIALECT", "which of a server's contracts to speak: town")
    case .town: ("CODE", "the town to work in; needed by people who may enter several")
    case .json: (nil, "machine-readable output, and errors as JSON on standard error")
    case .admin: ("EMAIL", "the first admin; the password comes from TOWNHOUSE_PASSWORD or is asked for")
    case .sample: (nil, "fill the new store with the sample towns, products, people and orders")
    case .orders: ("N", "how many sample orders (2000)")
    case .seed: ("N", "which of the possible sample stores; the same number gives the same store")
    case .now: ("TIME", "the moment the sample store is made for, such as 2026-03-02T10:30:00Z")
    case .after: ("N", "only what follows that sequence of the change feed")
    case .demo: (nil, "open a sample store of its own, kept between runs")
    case .fresh: (nil, "with --demo: build it anew")
    case .theme: ("NAME", "the theme of the console: standard, dark, paper, high-contrast, …")
    case .ascii: (nil, "draw with ASCII alone")
    case .plain: (nil, "plain lines for screen readers and line printers: no cursor addressing")
    case .help: (nil, "this help")
    case .version: (nil, "which Townhouse this is")
    case .person: ("EMAIL", "who acts; the password comes from TOWNHOUSE_PASSWORD or is asked for")
    case .dryRun: (nil, "check every row and write nothing")
    case .digest: (nil, "print what the store holds as one number: equal numbers, equal contents")
    case .withoutTimes: (nil, "with --digest: leave every moment out")
    case .record: ("FILE", "keep the shift for a replay; the file holds all that is typed, PINs too")
    case .badge: ("CODE", "the code on the badge")
    case .everywhere: (nil, "for every town; only for those who reach every town themselves")
    case .got: ("N", "how many units were there")
    case .reason: ("WHY", "1 not found, 2 miscounted, 3 expired, 4 unreachable, 5 other")
    case .follow: (nil, "go on as changes come")
    case .to: ("FILE", "where to write; standard output without it")
    case .format: ("KIND", "svg or text")
    case .limit: ("N", "at most so many rows")
    case .list: ("N", "the pick list, by its number; otherwise the one in hand")
    case .name: ("TEXT", "who orders")
    case .phone: ("TEXT", "the customer's phone")
    case .address: ("TEXT", "street or house; never left out")
    case .area: ("TEXT", "the neighbourhood; the delivery zone is found by it")
    case .pay: ("cod|momo", "cash on delivery (cod, the usual) or mobile money first (momo)")
    case .fee: ("AMOUNT", "the delivery fee, such as 12.50")
    case .note: ("TEXT", "a note, such as what the customer wants done")
    case .urgent: (nil, "picked before the others")
    default: work
    }
  }

  /// Those of dispatch, cash and scripts.
  private var work: (String?, String) {
    switch self {
    case .yes: (nil, "do it; without this the effect is shown, row by row, and nothing is changed")
    case .basis: ("TEXT", "do it only if it still is as that preview said")
    case .second:
      ("NAME", "the second person, by badge or e-mail; the PIN comes from TOWNHOUSE_SECOND_PIN or is asked for")
    case .preview: (nil, "show the effect and change nothing")
    case .driver: ("CODE", "the driver, by code or name")
    case .zone: ("CODE", "every order of that zone beside those named")
    case .run: ("CODE", "the run, by its code")
    case .amount: ("AMOUNT", "how much, such as 40.00")
    case .code: ("TEXT", "the code the customer said")
    case .reference: ("TEXT", "where the photo or signature is kept")
    case .returned: ("SKU=QTY,…", "units that come back")
    case .failed: (nil, "the delivery failed")
    case .goesOn: (nil, "the driver goes on")
    case .day: ("DAY", "today, tomorrow, +2, mon … sun or 2026-03-04")
    case .days: ("N", "that many days up to today (7)")
    case .slot: ("DIGIT", "the slot of that day, as dispatch slots numbers them")
    case .gap: ("PARCEL=DIGIT,…", "parcels that stay: 1 not found, 2 damaged, 3 no room, 4 other")
    case .capacity: ("N", "the most orders a run of theirs takes")
    case .cashLimit: ("AMOUNT", "cash in hand from which on nothing more is given to them; 0 for no limit")
    case .vehicle: ("TEXT", "what they drive")
    case .shift: ("FROM-UNTIL", "the shift, such as 08:00-18:00")
    case .unavailable: ("WHY", "nothing may be given to them, and why")
    case .available: (nil, "they may be given work again")
    case .status: ("STATUS,…", "only in these statuses")
    case .method: ("METHOD", "only by this method")
    case .account: ("ACCOUNT", "only of bank, momo, customer, … or a driver's or cashier's code, name or e-mail")
    case .shipping: ("AMOUNT", "of the delivery fee")
    case .all: (nil, "everything that is left")
    case .tender: ("cash|momo", "by what the money goes; otherwise as it came")
    case .writeOff: (nil, "what comes back is written off as damaged")
    case .provider: ("NAME", "who sent it, such as momo")
    case .event: ("TEXT", "the provider's own name of the event")
    case .signature: ("KIND", "valid, unsigned or invalid")
    case .off: (nil, "let it go again")
    case .practice: (nil, "the store is one of practice: at and --seed are allowed")
    default: serving
    }
  }

  /// Those of the server.
  private var serving: (String?, String) {
    switch self {
    case .listen: ("DIALECT=HOST:PORT", "what to publish and where; may stand there once for each dialect")
    case .public: (nil, "let other machines in; otherwise only this one")
    case .certificate: ("FILE", "the certificate with its chain (PEM); speaks TLS then")
    case .key: ("FILE", "its key (PEM), which must not be readable by all")
    case .noRateLimit: (nil, "answer as often as anybody asks")
    case .log: ("FILE", "append a line of JSON for each request there instead of standard error")
    case .configuration: ("FILE", "another configuration file")
    default: (nil, "")
    }
  }
}
