internal import Commerce
internal import Operations

extension SQLiteReads: ShopReads {
  func products(
    of town: ID<Site>, _ query: ProductQuery, _ page: NumberedPage
  ) throws(CommerceError) -> Numbered<ListedProduct> {
    let words = query.search.split(whereSeparator: \.isWhitespace).map { FoldedNeedle(String($0)) }
      .filter { !$0.isEmpty }
    var listed = ListedProducts(query: query, page: page)
    let statement = try database.statement(
      """
      SELECT p.name || ' ' || v.name || ' ' || v.sku, p.id, p.name, p.category,
        s.on_hand - s.reserved - s.damaged - s.awaiting_put_back,
        v.id, v.product_id, v.sku, v.name, v.unit, v.weight_grams, v.strict, v.price_minor
      FROM stock_levels s JOIN variants v ON v.id = s.variant_id JOIN products p ON p.id = v.product_id
      WHERE s.site_id = ?1 ORDER BY p.name, p.id, v.sku
      """
    ).bind(town)
    _ = try statement.all { row throws(CommerceError) in
      var rest = row
      rest.skip()
      let isFound = words.allSatisfy { word in
        var label = row
        return label.text(matches: word)
      }
      let product = Product(id: rest.id(), name: rest.text(), category: rest.text())
      let available = max(0, rest.int())
      listed.add(
        product, ListedProduct.Listed(variant: try Self.variant(&rest), available: available), isFound: isFound)
    }
    return listed.finished()
  }
}

/// Products gathered from their variants, of which only one page is kept.
private struct ListedProducts {
  let query: ProductQuery
  let page: NumberedPage
  private var found = Numbered<ListedProduct>(rows: [], total: 0)
  private var current: ListedProduct?
  private var isFound = false

  init(query: ProductQuery, page: NumberedPage) {
    self.query = query
    self.page = page
  }

  mutating func add(_ product: Product, _ listed: ListedProduct.Listed, isFound: Bool) {
    if current?.product.id != product.id {
      close()
      current = ListedProduct(product: product, variants: [])
      self.isFound = false
    }
    current?.variants.append(listed)
    self.isFound = self.isFound || isFound
  }

  mutating func finished() -> Numbered<ListedProduct> {
    close()
    return found
  }

  private mutating func close() {
    guard let product = current, isFound, query.category.map({ $0 == product.product.category }) ?? true,
      query.isInStock.map({ $0 == (product.available > 0) }) ?? true
    else { return }
    if let offset = page.offset, found.total >= offset, found.rows.count < page.limit { found.rows.append(product) }
    found.total += 1
  }
}
