package dev.slipway.sandbox.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A manifest or an index of manifests: its bytes decide its digest (OCI image specification 1.1).
///
/// @param mediaType what it is
/// @param content the exact bytes, as text
record Manifest(String mediaType, String content) {

  static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
  static final String INDEX = "application/vnd.oci.image.index.v1+json";

  /// The manifest of one platform. Its configuration is named by a digest of what the image is.
  static Manifest image(String repository, String build, String platform) {
    var config = sha256(repository + "/" + build + "/" + platform);
    return new Manifest(
        IMAGE,
        """
        {"schemaVersion":2,"mediaType":"%s",\
        "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":1024},\
        "layers":[]}\
        """
            .formatted(IMAGE, config));
  }

  /// The index that a tag of an image for several platforms points to.
  static Manifest index(List<Manifest> images, List<String> architectures) {
    var entries = new StringBuilder();
    for (var i = 0; i < images.size(); i++) {
      var image = images.get(i);
      entries
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"mediaType":"%s","digest":"%s","size":%d,\
              "platform":{"architecture":"%s","os":"linux"}}\
              """
                  .formatted(IMAGE, image.digest(), image.size(), architectures.get(i)));
    }
    return new Manifest(
        INDEX,
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}".formatted(INDEX, entries));
  }

  String digest() {
    return sha256(content);
  }

  int size() {
    return content.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String sha256(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException failure) {
      throw new IllegalStateException("SHA-256 is missing", failure);
    }
  }
}
