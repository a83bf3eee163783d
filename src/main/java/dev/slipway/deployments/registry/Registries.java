package dev.slipway.deployments.registry;

import dev.slipway.deployments.ImageRef;
import dev.slipway.deployments.ImageResolver;
import dev.slipway.deployments.ResolvedImage;
import dev.slipway.plans.spi.ImagePresence;
import dev.slipway.runtime.OutboundAddresses;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// The registries that images name.
@Component
class Registries implements ImageResolver, AutoCloseable {

  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
  private static final String MANIFESTS =
      String.join(
          ", ",
          INDEX,
          LIST,
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.v2+json");

  private final RegistriesProperties properties;
  private final RegistryHops hops;
  private final TagLists tagLists = new TagLists();
  private final Presences presences = new Presences();
  private final Semaphore bulkhead = new Semaphore(8);
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  @Autowired
  Registries(RegistriesProperties properties) {
    this(properties, InetAddress::getAllByName);
  }

  Registries(RegistriesProperties properties, OutboundAddresses.Resolver resolver) {
    this.properties = properties;
    this.hops = new RegistryHops(properties, resolver);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  @Override
  public ResolvedImage resolve(ImageRef image) {
    try {
      return inBulkhead(() -> pin(image));
    } catch (ImageMissing e) {
      return new ResolvedImage.Missing(image, e.why());
    } catch (RegistryUnavailable e) {
      return image.digest() != null
          ? new ResolvedImage.Pinned(image, List.of(image.digest()))
          : new ResolvedImage.NotPinned(image, e.why());
    }
  }

  @Override
  public List<String> tags(ImageRef image) {
    return tagLists.of(
        image.registry() + "/" + image.repository(),
        allowance -> connect(image, allowance),
        "/v2/" + image.repository() + "/tags/list");
  }

  @Override
  public Map<ImageRef, ImagePresence> presence(Collection<ImageRef> images) {
    return presences.of(
        images,
        (image, allowance) ->
            requireFound(connect(image, allowance).head(path(image), MANIFESTS), image));
  }

  private static String path(ImageRef image) {
    return "/v2/" + image.repository() + "/manifests/" + image.reference();
  }

  private ResolvedImage pin(ImageRef image) throws RegistryUnavailable {
    var connection = connect(image, Allowance.ofPlan());
    var path = "/v2/" + image.repository() + "/manifests/";
    var head = connection.head(path + image.reference(), MANIFESTS);
    requireFound(head, image);
    var digest = head.headers().firstValue("Docker-Content-Digest").orElse("");
    if (isDigest(digest) && !isIndex(head)) {
      return new ResolvedImage.Pinned(image.pinnedTo(digest), List.of(digest));
    }
    var manifest =
        connection.get(path + (isDigest(digest) ? digest : image.reference()), MANIFESTS);
    requireFound(manifest, image);
    var computed = "sha256:" + sha256(manifest.body());
    if (digest.startsWith("sha256:") && !digest.equals(computed)) {
      throw new RegistryUnavailable("the registry's manifest does not match its digest");
    }
    var digests = new LinkedHashSet<String>();
    digests.add(computed);
    if (isIndex(manifest)) {
      platforms(RegistryConnection.json(manifest)).forEach(digests::add);
    }
    return new ResolvedImage.Pinned(image.pinnedTo(computed), List.copyOf(digests));
  }

  /// Digests of the images in an index; attestations run nowhere.
  private static List<String> platforms(JsonNode index) {
    return index
        .path("manifests")
        .valueStream()
        .filter(each -> !"unknown".equals(each.path("platform").path("os").asString("")))
        .map(each -> each.path("digest").asString(""))
        .filter(Registries::isDigest)
        .toList();
  }

  private RegistryConnection connect(ImageRef image, Allowance allowance) {
    var configured = properties.named(image.registry()).orElse(null);
    var address = RegistryAddress.of(image.registry(), configured);
    return new RegistryConnection(client, hops, address, image.repository(), allowance);
  }

  private static void requireFound(HttpResponse<byte[]> response, ImageRef image)
      throws RegistryUnavailable {
    switch (response.statusCode()) {
      case 200 -> {}
      case 401, 403 ->
          throw new RegistryUnavailable(
              "registry " + image.registry() + " does not let the portal in");
      case 404 ->
          throw new ImageMissing("registry " + image.registry() + " does not know this image");
      case 429 ->
          throw new RegistryUnavailable("registry " + image.registry() + " asks to come later");
      default ->
          throw new RegistryUnavailable(
              "registry " + image.registry() + " answered " + response.statusCode());
    }
  }

  private <T> T inBulkhead(Question<T> question) throws RegistryUnavailable {
    try {
      if (!bulkhead.tryAcquire(2, TimeUnit.SECONDS)) {
        throw new RegistryUnavailable("too many questions to registries at once");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailable("interrupted", e);
    }
    try {
      return question.ask();
    } finally {
      bulkhead.release();
    }
  }

  private interface Question<T> {
    T ask() throws RegistryUnavailable;
  }

  private static boolean isIndex(HttpResponse<byte[]> response) {
    var type = response.headers().firstValue("Content-Type").orElse("");
    return type.startsWith(INDEX) || type.startsWith(LIST);
  }

  private static boolean isDigest(String text) {
    return text.matches("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
