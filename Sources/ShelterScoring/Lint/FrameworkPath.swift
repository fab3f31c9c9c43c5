/// Where something stands in a framework file, as keys and item numbers from the top.
///
/// A path may lead further than the file does: then the deepest node on it is meant.
public struct FrameworkPath: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        case key(String)
        /// From 0.
        case item(Int)
    }

    public var steps: [Step]

    public init(_ steps: [Step] = []) {
        self.steps = steps
    }

    public static func / (path: FrameworkPath, key: String) -> FrameworkPath {
        FrameworkPath(path.steps + [.key(key)])
    }

    public static func / (path: FrameworkPath, item: Int) -> FrameworkPath {
        FrameworkPath(path.steps + [.item(item)])
    }
}
