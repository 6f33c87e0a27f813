import Foundation
import Server

/// Certificates that vouch for themselves, until 2126. They were made by
/// `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj /CN=localhost
/// -addext "subjectAltName=DNS:localhost,IP:127.0.0.1"`; nobody outside these tests believes them.
struct TestIdentity {
  /// Files in a folder of their own.
  let certificate: String
  let key: String

  /// For `localhost`.
  static func local() throws -> TestIdentity { try TestIdentity(localCertificate, localKey) }

  /// For another host.
  static func elsewhere() throws -> TestIdentity { try TestIdentity(elsewhereCertificate, elsewhereKey) }

  private init(_ certificate: String, _ key: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("identity-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    self.certificate = folder.appendingPathComponent("certificate.pem").path
    self.key = folder.appendingPathComponent("key.pem").path
    try Data(certificate.utf8).write(to: URL(fileURLWithPath: self.certificate))
    try Data(key.utf8).write(to: URL(fileURLWithPath: self.key))
    try setMode(0o600)
  }

  /// Who may read the key.
  func setMode(_ mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
  }

  /// Both files, for a server.
  func identity() throws(HTTPServerTrouble) -> TLSIdentity { try TLSIdentity(certificate: certificate, key: key) }

  private static let localCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIBmjCCAUGgAwIBAgIUb5ENWZrO7v31Edx8RSsOK6cP+x0wCgYIKoZIzj0EAwIw
    FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTIwNDIzNloYDzIxMjYxMDI4
    MjA0MjM2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
    PQMBBwNCAAQm2u5mc+WRsdgzPhyA3yb7IQmcsS353uf/o3JjV8Z2wtd3diCnhjQQ
    E/YaEkspD4d+6ObCPEGnHE67X5isA8cfo28wbTAdBgNVHQ4EFgQUU8UcEty1Evyv
    hje703+dK/gzidkwHwYDVR0jBBgwFoAUU8UcEty1Evyvhje703+dK/gzidkwDwYD
    VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
    zj0EAwIDRwAwRAIgek5hAGNfKcTsMJ3Y40Z/h5kIfLEBDxyLQ+VXvY3id2QCIDUm
    noBJQo2jydAjtbNYmqZN1XaElH5t6FqsFK1Bhy8X
    -----END CERTIFICATE-----
    """

  private static let localKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQglCSMypDTHYp0cFL4
    8t7ust2axkeimEvDPeWx4x1FYUahRANCAAQm2u5mc+WRsdgzPhyA3yb7IQmcsS35
    3uf/o3JjV8Z2wtd3diCnhjQQE/YaEkspD4d+6ObCPEGnHE67X5isA8cf
    -----END PRIVATE KEY-----
    """

  private static let elsewhereCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIBrDCCAVOgAwIBAgIUN2RtaSIzJlPxOV6uS5S1vZZB2ucwCgYIKoZIzj0EAwIw
    HDEaMBgGA1UEAwwRZWxzZXdoZXJlLmV4YW1wbGUwIBcNMjYxMTIxMjA0MjM3WhgP
    MjEyNjEwMjgyMDQyMzdaMBwxGjAYBgNVBAMMEWVsc2V3aGVyZS5leGFtcGxlMFkw
    EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqJ3ywgM/4CUonNHGskkQKGMx1zb9SCfW
    qRq6P5TSzWwCcj9pHyVU/mc+B1QbrHShygkg9igP20R86E+XUg4uUqNxMG8wHQYD
    VR0OBBYEFLCS5UneUSog5ozC9R3HISZ5AYSIMB8GA1UdIwQYMBaAFLCS5UneUSog
    5ozC9R3HISZ5AYSIMA8GA1UdEwEB/wQFMAMBAf8wHAYDVR0RBBUwE4IRZWxzZXdo
    ZXJlLmV4YW1wbGUwCgYIKoZIzj0EAwIDRwAwRAIgXroieueqp3rzIz156ypDEM2t
    O7PANlBlqOG2So0MBOECIDTjkceTVpGeZ45N4V8os8r7ziyDqi0q/7dXjkZzNhHF
    -----END CERTIFICATE-----
    """

  private static let elsewhereKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqJCDu+lPqLTJ9QT+
    zWIAjymX1SBCg/Q1WglnYg9EUWShRANCAASonfLCAz/gJSic0caySRAoYzHXNv1I
    J9apGro/lNLNbAJyP2kfJVT+Zz4HVBusdKHKCSD2KA/bRHzoT5dSDi5S
    -----END PRIVATE KEY-----
    """
}
