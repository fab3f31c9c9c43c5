import MaatstafCommand

@main
struct Entry {
    static func main() { Maatstaf.run() }
}
