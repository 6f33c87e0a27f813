extension Help {
  /// What `townhouse help servers` says: serving a store, and working at a server.
  static var servers: String {
    """
    Serving a store, and working at a server.

    townhouse serve --store FILE --listen town=127.0.0.1:8000
        publishes the store until it is told to stop: SIGTERM or Ctrl-C let what is under way end, a second one does
        not wait. Port 0 takes a free one; "listening town URL" on standard error says which. Consoles and commands
        may work on the file itself beside it.
        --public          let other machines in; otherwise only this one. Never with a sample store: its passwords
                          are known to all. Passwords and tokens cross the network: --tls-cert and --tls-key go with
                          it, or a proxy that speaks TLS in front of the loopback address.
        --log FILE        a line of JSON for each request, without secrets; /healthz and /metrics answer beside the API.

    townhouse --remote URL [--as EMAIL] [ADDRESS]
    townhouse NOUN VERB … --remote URL --as EMAIL
        work there instead of on a store of this machine: the same screens, commands, keys and refusals. URL is such as
        https://shop.example/api/v1, or a server's name in the configuration. http:// is for this machine alone; over
        a network use https://, or an SSH tunnel: ssh -L 8000:127.0.0.1:8000 HOST.
        A command signs in once and leaves a token for the next one, in a file that only you can read
        (\(TokenFile.folder)); it is renewed while it is used, for twelve hours at most.
        townhouse sign-out [--as EMAIL] forgets it. The password is never kept.
        Papers are printed, and files read and written, where you sit. What belongs to the file itself stays with
        whoever has it: init, check, backup, restore, run, --record, and the first admin.

    Configuration (\(Configuration.path)):
        remote: "shop",                              the server when neither --store nor --remote is named, and the
                                                     configuration names no store
        servers: {
          shop: "https://shop.example/api/v1",
          depot: { url: "https://depot.example/api/v1", authorities: "~/depot-ca.pem" },
        },                                           authorities: a PEM file to believe instead of the system's
        momo: { url: "https://proxy.momoapi.mtn.com", environment: "mtnghana",
                callback: "https://shop.example/api/v1/payments/momo/callback" },
                                                     who asks phones for money, by the Collections API of MTN MoMo;
                                                     country: "233" is the calling code of phones written without,
                                                     keys: the file of the keys. Without it a store takes cash only;
                                                     a sample store has a simulator, whatever is set up
        serve: { proxies: ["127.0.0.1"],             whose X-Forwarded-For says who calls
                 metrics: ["10.0.0.5"] },            who beside this machine may read /metrics

    Secrets, never on the command line:
        TOWNHOUSE_PASSWORD      of whoever --as names; otherwise it is asked for
        TOWNHOUSE_TOKEN_KEY     what serve signs tokens with, 32 bytes or more. Several, separated by commas: the first
                                one signs, all are believed, so that a key is changed without signing anybody out.
                                Otherwise the file token-key beside the configuration, made at the first start,
                                mode 0600.
        TOWNHOUSE_MOMO_SUBSCRIPTION, TOWNHOUSE_MOMO_USER, TOWNHOUSE_MOMO_KEY
                                of the account that asks for money; otherwise the file momo-keys beside the
                                configuration, mode 0600: { subscription: "…", user: "…", key: "…" }
        TOWNHOUSE_MOMO_SECRET   what the payment provider signs its notices with, 16 bytes or more; without it they
                                are answered with 503

    Exit status 3: the server does not answer, is not to be trusted, or does not speak as this console does.

    """
  }
}
