extension M002 {
  static let service: [String] = []
}
