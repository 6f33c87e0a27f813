import Commerce
import Terminal

/// In the console a role is what a cell means; a person's role is `Commerce.Role`.
typealias Role = Terminal.Role
