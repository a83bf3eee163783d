package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTests {

  @TempDir Path folder;

  @Test
  void javasOwnAuthoritiesStayTrusted() throws Exception {
    var authority = new TestAuthority(folder);
    var all = Collections.list(TrustedCertificates.trusted(authority.certificate()).aliases());
    assertThat(all).filteredOn(name -> name.startsWith("own-")).hasSize(1);
    assertThat(all).filteredOn(name -> name.startsWith("java-")).hasSizeGreaterThan(20);
  }

  @Test
  void aFileWithoutCertificatesStopsTheStart() throws Exception {
    var empty = Files.writeString(folder.resolve("empty.pem"), "");
    for (var file : List.of(empty, folder.resolve("nowhere.pem"))) {
      assertThatThrownBy(() -> TrustedCertificates.sockets(file))
          .isInstanceOf(UnsafeStart.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void aTextWithoutCertificatesIsNoAuthority() {
    for (var text : List.of("", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")) {
      assertThatThrownBy(() -> TrustedCertificates.socketsFor(text))
          .isInstanceOf(GeneralSecurityException.class);
    }
  }
}
