/// The outlines of municipalities on a plane, as somebody supplied them for a map.
public struct MunicipalityShapes: Hashable, Sendable {
    public struct Point: Hashable, Sendable {
        /// Kilometres to the east and to the north.
        public var x: Double
        public var y: Double

        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// Rings of each municipality by its code; a ring inside of another is a hole.
    public var rings: [String: [[Point]]]

    public init(rings: [String: [[Point]]]) {
        self.rings = rings
    }
}
