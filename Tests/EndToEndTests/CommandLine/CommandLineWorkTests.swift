import Commerce
import Foundation
import Operations
import Security
import Store
import TestSupport
import Testing

/// Work by commands, on a store and at a server; `check` is of the store itself and runs beside the server.
@Suite("The command line: work")
struct CommandLineWorkTests {
  private let folder: CommandLineFolder
  private let store: String

  init() throws {
    folder = try CommandLineFolder()
    store = try folder.sampleStore()
  }

  /// Runs commands for somebody on the store, or at a server on it.
  private struct Desk {
    let premises: Premises

    var place: [String] { premises.arguments }

    func callAsFunction(_ arguments: String..., as person: String = "picker.accra") throws -> CommandLineRun {
      try CommandLineRun(arguments + ["--json"] + place + ["--as", person + "@townhouse.example"])
    }
  }

  private func desk(_ composition: Composition) throws -> Desk {
    Desk(premises: try Premises(composition, store: store))
  }

  @Test("an order is picked, packed and staged by commands alone", arguments: Composition.allCases)
  func shift(_ composition: Composition) throws {
    let run = try desk(composition)
    var job = try run("pick", "next").json()
    #expect(try run("pick", "next").json()["list"] as? Int == job["list"] as? Int)
    let order = try #require((job["orders"] as? [[String: Any]])?.first?["number"] as? String)
    #expect(try run("pick", "scan", "T-160").status == 0)
    #expect(try run("pick", "undo").status == 0)
    #expect(try run("pick", "scan", "T-160").status == 0)
    #expect(try run("pick", "scan", "NO-SUCH-CODE").errorCode() == "rule.scan.unknown_code")
    while job["done"] as? Bool == false {
      let task = try #require((job["open"] as? [[String: Any]])?.first)
      let sku = try #require(task["sku"] as? String)
      let bin = try #require(task["bin"] as? String)
      // The same goods in two bins in a row ask for the bin first.
      var answer = try run("pick", "scan", sku)
      if answer.status != 0 { answer = try run("pick", "scan", bin) }
      job = try #require(try answer.json()["work"] as? [String: Any])
    }
    let detail = try run("orders", "show", order).json()
    let codes = try #require(detail["lines"] as? [[String: Any]]).flatMap { line in
      [String](repeating: line["sku"] as? String ?? "", count: line["quantity"] as? Int ?? 0)
    }
    let packed = try CommandLineRun(
      ["pack", "T-160"] + codes + ["--json"] + run.place + ["--as", "packer.accra@townhouse.example"])
    #expect(packed.status == 0, "\(packed.errors)")
    let parcel = try #require((try packed.json()["parcels"] as? [[String: Any]])?.first?["code"] as? String)
    let lane = try #require(try packed.json()["lane"] as? String)
    #expect(try run("stage", parcel, lane).status == 1)
    #expect(try run("pack", "T-160", parcel, as: "packer.accra").status == 0)
    #expect(try run("stage", parcel, "L-99").status == 1)
    let staged = try run("stage", parcel, lane)
    #expect(try staged.json()["ready"] as? Bool == true, "\(staged.errors)")
    #expect(try run("orders", "show", order).json()["status"] as? String == "ready_for_dispatch")
    #expect(try CommandLineRun("check", "--store", store).status == 0)
  }

  @Test(
    "an order is placed by command, found by its end, and refused when the stock or the right is missing",
    arguments: Composition.allCases)
  func placing(_ composition: Composition) throws {
    let run = try desk(composition)
    let words = [
      "orders", "place", "RICE-LG-5KG=2", "SOAP-KEY-200G", "--name", "Kofi Mensah", "--area", "Osu", "--address",
      "12 Oxford St", "--fee", "12.50",
    ]
    func place(_ extra: [String], as person: String) throws -> CommandLineRun {
      try CommandLineRun(words + extra + ["--json"] + run.place + ["--as", person + "@townhouse.example"])
    }
    let sku = try #require(
      try run("stock", "show", "RICE-LG-5KG").json()["sku"] as? String)
    #expect(sku == "RICE-LG-5KG")
    let placed = try place([], as: "support.accra")
    guard placed.status == 0 else { return #expect(Bool(false), "\(placed.errors)") }
    let number = try #require(try placed.json()["number"] as? String)
    let tail = String(number.suffix(4))
    // An older order may end the same: then both are named.
    let shown = try run("orders", "show", tail)
    #expect(shown.status == 0 ? try shown.json()["number"] as? String == number : shown.errors.contains(number))
    #expect(try place([], as: "picker.accra").errorCode() == "access.forbidden")
    #expect(try place(["--pay", "gold"], as: "support.accra").status == 2)
    let much = try run(
      "orders", "place", "RICE-LG-5KG=999", "--name", "A", "--address", "1 High St", as: "support.accra")
    #expect(try much.errorCode() == "rule.stock.insufficient")
  }

  @Test("a rule that says no ends with 1, its code and its facts", arguments: Composition.allCases)
  func refusals(_ composition: Composition) throws {
    let run = try desk(composition)
    #expect(try run("pick", "undo").errorCode() == "rule.work.none")
    #expect(try run("orders", "show", "ORD-20200101-0001").errorCode() == "input.not_found")
    #expect(try run("sheet", "badges").errorCode() == "access.forbidden")
    #expect(try run("stock", "show", "NO-SUCH-ITEM").errorCode() == "input.not_found")
    // Somebody who has no sign-in left at the server: whoever has is asked for no password.
    let wrong = try CommandLineRun(
      ["towns", "--json"] + run.place + ["--as", "support.accra@townhouse.example"],
      environment: ["TOWNHOUSE_PASSWORD": "wrong-password"])
    let nobody = try run("towns", as: "nobody")
    #expect(wrong.status == 1)
    #expect(try wrong.errorCode() == "access.unauthenticated")
    #expect(wrong.errors == nobody.errors)
  }

  @Test("nobody reaches another town's orders", arguments: Composition.allCases)
  func isolation(_ composition: Composition) throws {
    let run = try desk(composition)
    let kumasi = try run("orders", "find", as: "picker.kumasi").json()
    let number = try #require((kumasi["orders"] as? [[String: Any]])?.first?["number"] as? String)
    #expect(try run("orders", "show", number).errorCode() == "input.not_found")
    #expect(try run("orders", "find", "--town", "kumasi").errorCode() == "input.not_found")
    let found = try run("orders", "find", number).json()
    #expect((found["orders"] as? [Any])?.isEmpty == true)
    #expect(try run("orders", "find", as: "admin").status == 2)
    #expect(try run("orders", "find", "--town", "kumasi", as: "admin").status == 0)
  }

  @Test("the change feed comes as one JSON object a line, in order", arguments: Composition.allCases)
  func changes(_ composition: Composition) throws {
    let run = try desk(composition)
    let answer = try run("changes", "follow", "--after", "0", "--limit", "50")
    #expect(answer.status == 0)
    let sequences = try answer.output.split(separator: "\n").map { line -> Int in
      let change = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      return try #require(change["sequence"] as? Int)
    }
    #expect(sequences.count == 50)
    #expect(sequences == sequences.sorted())
  }

  @Test("an import says which rows are wrong and writes all or nothing", arguments: Composition.allCases)
  func imports(_ composition: Composition) throws {
    let run = try desk(composition)
    let head = "sku,name,category,unit,pack_barcode,pack_quantity,barcode,price,weight_grams,strict,velocity\n"
    let good = try folder.file("good.csv", head + "TEST-1,TEST ITEM,Tests,piece,,,9990001112223,1.50,10,no,C\n")
    let bad = try folder.file(
      "bad.csv",
      head + "TEST-2,A,Tests,piece,,,9990001112230,1.50,10,no,C\nTEST-3,B,Tests,piece,,,9990001112247,x,10,no,C\n")
    let refused = try run("import", "products", bad, as: "admin")
    #expect(refused.status == 1)
    #expect((try refused.json()["issues"] as? [[String: Any]])?.first?["line"] as? Int == 3)
    #expect(try run("stock", "show", "TEST-2").errorCode() == "input.not_found")
    #expect(try run("import", "products", good, "--dry-run", as: "admin").json()["committed"] as? Bool == false)
    #expect(try run("import", "products", good, as: "admin").json()["added"] as? Int == 1)
    #expect(try run("stock", "show", "9990001112223").json()["sku"] as? String == "TEST-1")
    #expect(try run("import", "products", good, as: "picker.accra").errorCode() == "access.forbidden")
  }

  @Test(
    "orders come from a file all or none, and never more than there is; drivers by their e-mail",
    arguments: Composition.allCases)
  func orderImports(_ composition: Composition) throws {
    let run = try desk(composition)
    let head = "site,name,phone,address,area,items,pay,fee,urgent\n"
    let good = try folder.file(
      "orders.csv",
      head + "accra,Efua File,0244555001,1 High St,Osu,RICE-LG-5KG=1 SOAP-KEY-200G=2,cod,12.00,no\n"
        + "accra,Kofi File,0244555002,2 High St,Ridge,SOAP-KEY-200G,momo,,yes\n")
    let bad = try folder.file(
      "bad.csv",
      head + "accra,Efua File,0244555001,1 High St,Osu,SOAP-KEY-200G=1,cod,,no\n"
        + "accra,Ama File,x,2 High St,Ridge,NO-SUCH=1 RICE-LG-5KG=900,gold,,no\n")
    let refused = try run("import", "orders", bad, as: "admin")
    #expect(refused.status == 1)
    let issues = try #require(refused.json()["issues"] as? [[String: Any]])
    #expect(issues.allSatisfy { $0["line"] as? Int == 3 })
    #expect(Set(issues.compactMap { $0["field"] as? String }) == ["items", "pay"])
    func found() throws -> Int { try #require(run("orders", "find", "File").json()["orders"] as? [Any]).count }
    #expect(try run("import", "orders", good, "--dry-run", as: "admin").json()["added"] as? Int == 2)
    #expect(try found() == 0)
    #expect(try run("import", "orders", good, as: "admin").json()["committed"] as? Bool == true)
    #expect(try found() == 2)
    let drivers = try folder.file(
      "drivers.csv",
      "site,email,code,capacity,shift\naccra,driver2.accra@townhouse.example,Z9,7,08:00-17:00\n")
    #expect(try run("import", "drivers", drivers, as: "admin").json()["changed"] as? Int == 1)
    let listed = try run("drivers", "list", as: "dispatcher.accra").json()
    let codes = try #require(listed["drivers"] as? [[String: Any]]).compactMap { $0["code"] as? String }
    #expect(codes.contains("Z9"))
    #expect(try CommandLineRun("check", "--store", store).status == 0)
  }

  @Test("sheets of barcodes are drawn", arguments: Composition.allCases)
  func sheets(_ composition: Composition) throws {
    let run = try desk(composition)
    let arguments = ["sheet", "commands"] + run.place + ["--as", "picker.accra@townhouse.example"]
    let svg = try CommandLineRun(arguments).output
    #expect(svg.hasPrefix("<svg") && svg.hasSuffix("</svg>\n"))
    #expect(svg.components(separatedBy: "<rect").count > 100)
    #expect(try CommandLineRun(arguments + ["--format", "text"]).output.contains(".n"))
  }

  @Test("hostile names reach no terminal", arguments: Composition.allCases)
  func hostileNames(_ composition: Composition) async throws {
    let run = try desk(composition)
    let house = House(
      store: try SQLiteStore.open(path: store), clock: FixedMoment(), ids: SystemIDSource(),
      hasher: SodiumPasswordHasher(), printer: NoPaper())
    let session = try await house.desks.session.signIn(
      email: "support.accra@townhouse.example", password: "townhouse-demo")
    let caller = Caller(person: session.person.id, site: try #require(session.sites.first).id)
    let item = try #require(try await house.desks.stock.find("RICE-LG-5KG", limit: 1, by: caller).first)
    let name = "Zyx\u{1B}[2J\u{202E}evil\u{9B}31m\u{7}\u{200F} é 客"
    let placed = try? await house.desks.orders.place(
      OrderDraft(
        lines: [OrderDraft.Line(variant: item.variant.id, quantity: 1)], customer: Customer(name: name),
        address: Address(line1: "1 \u{1B}]0;x\u{7} Road", area: "Osu"), paymentMethod: .cod),
      Intent(id: house.ids.next(), caller: caller))
    // Either the house refuses such a name, or every way of showing it is safe.
    guard let placed else { return }
    for arguments in [["orders", "find", "Zyx"], ["orders", "show", placed.number]] {
      for form in [[], ["--json"]] {
        let shown = try CommandLineRun(
          arguments + form + run.place + ["--as", "support.accra@townhouse.example"])
        #expect(shown.status == 0)
        #expect(shown.output.contains("Zyx"))
        #expect(shown.output.unicodeScalars.allSatisfy { !Self.isActive($0) })
      }
    }
  }

  private static func isActive(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

private struct FixedMoment: Operations.Clock {
  var now: Instant { Instant(milliseconds: 1_772_447_400_000) }
}

private struct NoPaper: Printer {
  func print(_ text: String, title: String, to destination: PrintDestination) throws(CommerceError) -> String { "" }
}
