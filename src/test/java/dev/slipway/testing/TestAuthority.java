package dev.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate authority that nobody but the test trusts, made by the JDK's keytool.
public final class TestAuthority {

  private static final String PASSWORD = "of-a-test";

  private final Path store;
  private final Path certificate;

  public TestAuthority(Path folder) {
    this.store = folder.resolve("authority.p12");
    this.certificate = folder.resolve("authority.pem");
    key("authority", List.of("-ext", "bc:c=ca:true"));
    keytool("-exportcert", "-rfc", "-alias", "authority", "-file", certificate.toString());
  }

  /// Its own certificate, as an operator gives it to the portal.
  public Path certificate() {
    return certificate;
  }

  /// What a server needs to show a certificate that this authority signed.
  ///
  /// @param subject as keytool names it, such as `ip:127.0.0.1`
  public SSLContext server(String alias, String subject, String... validity) throws Exception {
    List<String> how = new ArrayList<>(List.of("-signer", "authority", "-ext", "san=" + subject));
    how.addAll(List.of(validity));
    key(alias, how);
    var all = store();
    var one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    one.setKeyEntry(
        alias,
        all.getKey(alias, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        all.getCertificateChain(alias));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(one, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /// The same as files in PEM form, for a server that is no Java.
  public void server(String subject, Path certificate, Path key) throws Exception {
    key("files", List.of("-signer", "authority", "-ext", "san=" + subject));
    var all = store();
    Files.writeString(certificate, pem("CERTIFICATE", all.getCertificate("files").getEncoded()));
    Files.writeString(
        key, pem("PRIVATE KEY", all.getKey("files", PASSWORD.toCharArray()).getEncoded()));
  }

  private KeyStore store() throws Exception {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private static String pem(String what, byte[] content) {
    var lines = Base64.getMimeEncoder().encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what);
  }

  private void key(String alias, List<String> how) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias));
    arguments.addAll(how);
    keytool(arguments.toArray(String[]::new));
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    try {
      Files.createDirectories(store.getParent());
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool: " + said);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
