/// Who publishes open data, under which licence and where: what a catalogue must know and no export says.
public struct Publisher: Hashable, Sendable {
    public var id: String
    /// As in a catalogue, with its address in a register of organisations.
    public var name: LocalizedText
    public var uri: String
    public var contactName: LocalizedText
    public var contactEmail: String?
    public var contactPage: String?
    /// Address of the licence.
    public var license: String
    /// Address of the page on which the data can be found.
    public var accessURL: String
    /// Address of the folder with the files; `nil` if they have no address of their own.
    public var downloadURL: String?

    public init(
        id: String,
        name: LocalizedText,
        uri: String,
        contactName: LocalizedText,
        contactEmail: String?,
        contactPage: String?,
        license: String,
        accessURL: String,
        downloadURL: String?
    ) {
        self.id = id
        self.name = name
        self.uri = uri
        self.contactName = contactName
        self.contactEmail = contactEmail
        self.contactPage = contactPage
        self.license = license
        self.accessURL = accessURL
        self.downloadURL = downloadURL
    }
}
