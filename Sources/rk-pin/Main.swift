import RKShared
@main struct P { static func main() {} }
