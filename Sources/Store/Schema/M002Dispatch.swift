extension M002 {
  static let dispatch: [String] = []
}
