/// The rows of a CSV text by column name, for what the store itself does not keep. RFC 4180.
struct SampleTable {
  let rows: [[String: String]]

  init(_ csv: String) {
    var lines = Self.records(csv)
    let head = lines.isEmpty ? [] : lines.removeFirst()
    rows = lines.map { Dictionary(zip(head, $0)) { first, _ in first } }
  }

  private static func records(_ csv: String) -> [[String]] {
    var records: [[String]] = []
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    var scalars = csv.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      switch scalar {
      case "\"" where isQuoted && next == "\"":
        field.unicodeScalars.append(scalar)
        next = scalars.next()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        fields.append(field)
        field = ""
      case "\n" where !isQuoted:
        records.append(fields + [field])
        (fields, field) = ([], "")
      case "\r" where !isQuoted: continue
      default: field.unicodeScalars.append(scalar)
      }
    }
    if !field.isEmpty || !fields.isEmpty { records.append(fields + [field]) }
    return records
  }
}
