extension Theme {
  /// The text of the theme that is used when none is chosen or found; `themes/standard.json` is its copy to edit.
  public static let standardJSON = """
    // The looks everything else builds on. A look is "colour on colour attributes": #rrggbb, red, bright-red, grey,
    // default; bold, dim, reverse, underline, italic. rgb serves 256 and more colours, c16 eight and sixteen, mono none.
    {
      name: "standard",
      about: "for dark terminals, on their own background",
      dark: true,
      roles: {
        text: { rgb: "default", c16: "default", mono: "plain" },
        muted: { rgb: "#9e9e9e", c16: "default dim", mono: "dim" },
        heading: { rgb: "default bold", c16: "default bold", mono: "bold" },
        banner: { rgb: "#ffffff on #444444 bold", c16: "black on white", mono: "reverse" },
        selection: { rgb: "default reverse", c16: "default reverse", mono: "reverse" },
        marked: { rgb: "#ffd75f bold", c16: "yellow bold", mono: "bold" },
        accent: { rgb: "#87d7ff bold", c16: "cyan bold", mono: "bold" },
        late: { rgb: "#ff8787 bold", c16: "red bold", mono: "bold underline" },
        done: { rgb: "#87d787", c16: "green", mono: "plain" },
        refused: { rgb: "#ffffff on #af0000 bold", c16: "white on red bold", mono: "reverse bold" },
        warning: { rgb: "#ffd75f", c16: "yellow", mono: "underline" },
        input: { rgb: "#ffffff on #303030", c16: "default underline", mono: "underline" },
        key: { rgb: "#87d7ff", c16: "cyan", mono: "bold" },
        rule: { rgb: "#767676", c16: "default dim", mono: "dim" },
        bar: { rgb: "#5fafd7", c16: "cyan", mono: "bold" },
        barMuted: { rgb: "#767676", c16: "default dim", mono: "dim" },
        barLate: { rgb: "#ff8787", c16: "red bold", mono: "reverse" },
        big: { rgb: "default bold", c16: "default bold", mono: "bold" },
        // One per town, in the order of the list of towns; the town's name always stands in its banner too.
        bannerTown0: { rgb: "#ffffff on #005f87 bold", c16: "white on blue bold", mono: "reverse bold" },
        bannerTown1: { rgb: "#ffffff on #5f5f00 bold", c16: "black on yellow", mono: "reverse bold" },
        bannerTown2: { rgb: "#ffffff on #870000 bold", c16: "white on red bold", mono: "reverse bold" },
        bannerTown3: { rgb: "#ffffff on #005f00 bold", c16: "black on green", mono: "reverse bold" },
        bannerTown4: { rgb: "#ffffff on #5f00af bold", c16: "white on magenta bold", mono: "reverse bold" },
        bannerTown5: { rgb: "#000000 on #ffaf00 bold", c16: "black on cyan", mono: "reverse bold" },
        bannerTown6: { rgb: "#000000 on #87d7ff bold", c16: "blue on white", mono: "reverse bold" },
        bannerTown7: { rgb: "#000000 on #afd787 bold", c16: "red on white", mono: "reverse bold" },
        bannerTown8: { rgb: "#ffffff on #87005f bold", c16: "magenta on white", mono: "reverse bold" },
        bannerTown9: { rgb: "#000000 on #d7afff bold", c16: "yellow on blue bold", mono: "reverse bold" },
        bannerTown10: { rgb: "#ffffff on #5f5f87 bold", c16: "yellow on magenta bold", mono: "reverse bold" },
        bannerTown11: { rgb: "#000000 on #d7d7af bold", c16: "yellow on red bold", mono: "reverse bold" },
      },
    }

    """
}

extension Theme {
  /// The theme that is used when none is chosen or found.
  public static let standard: Theme =
    (try? load(json: standardJSON, file: "standard")) ?? Theme(name: "standard")
}
