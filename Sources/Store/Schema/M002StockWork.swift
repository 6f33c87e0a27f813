extension M002 {
  static let stockWork: [String] = []
}
