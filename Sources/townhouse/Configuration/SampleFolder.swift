internal import Samples

/// The readable files that sample stores are made from.
enum SampleFolder {
  /// Reads them from beside the program, wherever it is installed or built. Throws when they are nowhere.
  static func read() throws(Failure) -> SampleFiles {
    guard let folder = Folders.shippedFolder("sample-data", holding: "products.csv") else {
      throw .file(
        path: "sample-data", reason: "not found; looked in " + Folders.shipped("sample-data").joined(separator: ", "))
    }
    return try SampleFiles { (name) throws(Failure) in try TextFile.read(folder + "/" + name) }
  }
}
