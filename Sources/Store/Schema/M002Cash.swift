extension M002 {
  static let cash: [String] = []
}
