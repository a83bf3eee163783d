package dev.slipway.deployments.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.deployments.ImageRef;
import dev.slipway.deployments.ResolvedImage;
import dev.slipway.deployments.registry.RegistriesProperties.Registry;
import dev.slipway.testing.Negative;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistriesTests {

  private static final ImageRef IMAGE = ImageRef.parse("registry.emis.local/students/api:1.0.1");
  private RegistryDouble registry;

  @BeforeEach
  void start() throws IOException {
    registry = new RegistryDouble();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private Registries registries(@Nullable String username, @Nullable String password) {
    return registries(registry.endpoint(), username, password);
  }

  private static Registries registries(
      URI endpoint, @Nullable String username, @Nullable String password) {
    return new Registries(
        new RegistriesProperties(
            List.of(new Registry("registry.emis.local", endpoint, username, password))));
  }

  private ResolvedImage resolve() {
    return registries(null, null).resolve(IMAGE);
  }

  @Test
  void aTagIsPinnedToTheDigestOfItsManifest() {
    var stored = registry.put("1.0.1", RegistryDouble.MANIFEST, "{\"one\": 1}");
    assertThat(resolve())
        .isEqualTo(
            new ResolvedImage.Pinned(IMAGE.pinnedTo(stored.digest()), List.of(stored.digest())));
  }

  @Test
  @Negative(9)
  void aTagPushedAgainDoesNotMoveWhatWasResolved() {
    var first = registry.put("1.0.1", RegistryDouble.MANIFEST, "{\"one\": 1}");
    var pinned = resolve().image();
    registry.put("1.0.1", RegistryDouble.MANIFEST, "{\"two\": 2}");
    assertThat(registries(null, null).resolve(pinned).image().digest()).isEqualTo(first.digest());
  }

  @Test
  void anIndexBringsTheDigestsOfItsPlatformsButNotOfAttestations() {
    var amd = "sha256:" + "1".repeat(64);
    var arm = "sha256:" + "2".repeat(64);
    var proof = "sha256:" + "3".repeat(64);
    var index =
        registry.put(
            "1.0.1",
            RegistryDouble.INDEX,
            """
            {"manifests": [
              {"digest": "%s", "platform": {"os": "linux", "architecture": "amd64"}},
              {"digest": "%s", "platform": {"os": "linux", "architecture": "arm64"}},
              {"digest": "%s", "platform": {"os": "unknown", "architecture": "unknown"}}]}
            """
                .formatted(amd, arm, proof));
    assertThat(((ResolvedImage.Pinned) resolve()).digests())
        .containsExactly(index.digest(), amd, arm);
  }

  @Test
  void aRegistryWithoutDigestHeadersIsReadAndTheDigestComputed() {
    registry.sendsDigest = false;
    var stored = registry.put("1.0.1", RegistryDouble.MANIFEST, "{\"one\": 1}");
    assertThat(resolve().image().digest()).isEqualTo(stored.digest());
  }

  @Test
  void anAnonymousTokenIsFetchedWhenAskedFor() {
    registry.token = "t0ken";
    var stored = registry.put("1.0.1", RegistryDouble.MANIFEST, "{}");
    assertThat(resolve().image().digest()).isEqualTo(stored.digest());
  }

  @Test
  void configuredCredentialsGoToTheTokenServiceOfTheRegistry() {
    registry.token = "t0ken";
    registry.basic = "Basic cm9ib3Q6bGV0bWVpbg==";
    registry.put("1.0.1", RegistryDouble.MANIFEST, "{}");
    assertThat(registries("robot", "letmein").resolve(IMAGE))
        .isInstanceOf(ResolvedImage.Pinned.class);
    assertThat(resolve()).isInstanceOf(ResolvedImage.NotPinned.class);
  }

  @Test
  @Negative(51)
  void aRedirectToAnotherHostGetsNoCredentials() throws IOException {
    try (var elsewhere = new RegistryDouble()) {
      var stored = elsewhere.put("1.0.1", RegistryDouble.MANIFEST, "{}");
      registry.redirect = elsewhere.endpoint();
      var both =
          new Registries(
              new RegistriesProperties(
                  List.of(
                      new Registry("registry.emis.local", registry.endpoint(), "robot", "letmein"),
                      new Registry("mirror.emis.local", elsewhere.endpoint(), null, null))));
      assertThat(both.resolve(IMAGE).image().digest()).isEqualTo(stored.digest());
      assertThat(elsewhere.authorizations).containsOnly("none");
    }
  }

  @Test
  @Negative(10)
  void anUnknownTagIsMissingAndTheReasonSaysSo() {
    assertThat(((ResolvedImage.Missing) resolve()).reason()).contains("does not know this image");
  }

  @Test
  void aRegistryThatIsDownIsNotPinnedAndAPinnedReferenceStaysPinned() {
    registry.close();
    assertThat(((ResolvedImage.NotPinned) resolve()).reason()).contains("cannot be reached");
    var digest = "sha256:" + "d".repeat(64);
    assertThat(registries(null, null).resolve(IMAGE.pinnedTo(digest)))
        .isEqualTo(new ResolvedImage.Pinned(IMAGE.pinnedTo(digest), List.of(digest)));
  }

  @Test
  void plainHttpIsForThisMachineOnly() {
    var remote = registries(URI.create("http://registry.example.org"), null, null);
    assertThat(((ResolvedImage.NotPinned) remote.resolve(IMAGE)).reason()).contains("not HTTPS");
  }

  @Test
  @Negative(51)
  void anUnconfiguredRegistryOnAPrivateAddressIsNeverAsked() {
    var port = registry.endpoint().getPort();
    var image = ImageRef.parse("127.0.0.1:" + port + "/students/api:1");
    var answer = new Registries(new RegistriesProperties(List.of())).resolve(image);
    assertThat(((ResolvedImage.NotPinned) answer).reason()).contains("private address");
    assertThat(registry.authorizations).isEmpty();
  }

  @Test
  @Negative(51)
  void aRedirectToLoopbackIsNotFollowed() throws IOException {
    try (var inside = new RegistryDouble()) {
      inside.put("1.0.1", RegistryDouble.MANIFEST, "{}");
      registry.redirect = inside.endpoint();
      assertThat(((ResolvedImage.NotPinned) resolve()).reason()).contains("not HTTPS");
      registry.redirect = URI.create("https://127.0.0.1:" + inside.endpoint().getPort());
      assertThat(((ResolvedImage.NotPinned) resolve()).reason()).contains("private address");
      assertThat(inside.authorizations).isEmpty();
    }
  }

  @Test
  @Negative(51)
  void aTokenServiceOnLoopbackIsNotAsked() throws IOException {
    try (var inside = new RegistryDouble()) {
      registry.token = "t0ken";
      registry.realm = inside.endpoint() + "/v2/";
      assertThat(((ResolvedImage.NotPinned) resolve()).reason()).contains("not HTTPS");
      registry.realm = "https://user@127.0.0.1:1/token";
      assertThat(((ResolvedImage.NotPinned) resolve()).reason()).contains("private address");
      assertThat(inside.authorizations).isEmpty();
    }
  }

  @Test
  @Negative(51)
  void onlyAConfiguredRegistryLeadsIntoThePrivateNetwork() throws Exception {
    var inside = URI.create("https://tokens.emis.local/jwt");
    var named = new Registry("registry.emis.local", null, null, null);
    var hops =
        new RegistryHops(
            new RegistriesProperties(List.of(named)),
            _ -> new InetAddress[] {InetAddress.ofLiteral("10.0.0.7")});
    hops.require(URI.create("https://registry.emis.local/v2/"), named);
    hops.require(inside, named);
    assertThatThrownBy(() -> hops.require(inside, null)).hasMessageContaining("private address");
    var metadata =
        new RegistryHops(
            hops.properties(), _ -> new InetAddress[] {InetAddress.ofLiteral("169.254.169.254")});
    assertThatThrownBy(() -> metadata.require(inside, named))
        .hasMessageContaining("private address");
  }

  @Test
  void tagsComeNewestFirst() {
    registry.tags.addAll(List.of("1.9.0", "1.10.0-rc1", "latest", "1.10.0", "1.0.0"));
    assertThat(registries(null, null).tags(IMAGE))
        .containsExactly("1.10.0", "1.10.0-rc1", "1.9.0", "1.0.0", "latest");
  }
}
