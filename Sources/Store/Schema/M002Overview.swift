extension M002 {
  static let overview: [String] = []
}
