package dev.slipway.clusters.fabric8;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// What the portal takes from a kubeconfig: one server, its authority and one static credential.
/// Anything that would run a program, read a file of this machine or skip a check is refused.
record Kubeconfig(
    URI server,
    @Nullable String authority,
    @Nullable String certificate,
    @Nullable String key,
    @Nullable String token) {

  private static final int LARGEST = 1_000_000;

  /// The object id of a key on an elliptic curve (RFC 5480), as it stands in PKCS #8.
  private static final String ELLIPTIC = "\u0006\u0007*\u0086H\u00ce=\u0002\u0001";

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
  private static final String FLATTEN = " kubectl config view --minify --flatten --raw";
  private static final String MANIFEST =
      ", which the manifest and the commands beside the form make";

  /// What a header may hold; a token is one of its words.
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private static final Map<String, String> REFUSED_FOR_CLUSTERS =
      Map.of(
          "insecure-skip-tls-verify",
          "it turns off the check of the server's certificate",
          "certificate-authority",
          "it names a file; use certificate-authority-data, as" + FLATTEN + " writes it",
          "proxy-url",
          "the portal does not use a proxy named by a kubeconfig",
          "tls-server-name",
          "the portal checks the certificate by the host of server alone; write a host there that"
              + " the certificate names, and leave tls-server-name out");
  private static final Map<String, String> REFUSED_FOR_USERS =
      Map.of(
          "exec", "it runs a program; use a token of a service account" + MANIFEST,
          "auth-provider", "it runs a plug-in; use a token of a service account" + MANIFEST,
          "tokenFile", "it names a file; use token, as" + FLATTEN + " writes it",
          "client-certificate",
              "it names a file; use client-certificate-data, as" + FLATTEN + " writes it",
          "client-key", "it names a file; use client-key-data, as" + FLATTEN + " writes it",
          "username", "passwords are not taken; use a token of a service account",
          "password", "passwords are not taken; use a token of a service account",
          "as", "the portal never acts as somebody else");

  static Kubeconfig parse(String content) {
    if (content.length() > LARGEST) {
      throw refused("it is larger than 1 MB");
    }
    var root = map(load(content), "The document");
    var contexts = named(root, "contexts", "context");
    if (contexts.size() > 1) {
      throw refused("it has " + contexts.size() + " contexts; write one alone by" + FLATTEN);
    }
    var current = text(root.get("current-context"));
    if (current == null && contexts.size() == 1) {
      current = contexts.keySet().iterator().next();
    }
    var context = current == null ? null : contexts.get(current);
    if (context == null) {
      throw refused("current-context names none of its contexts");
    }
    var cluster = named(root, "clusters", "cluster").get(text(context.get("cluster")));
    var user = named(root, "users", "user").get(text(context.get("user")));
    if (cluster == null || user == null) {
      throw refused("context " + current + " names a cluster or a user that is not in it");
    }
    refuse(cluster, REFUSED_FOR_CLUSTERS);
    refuse(user, REFUSED_FOR_USERS);
    var token = text(user.get("token"));
    if (token != null && !TOKEN.matcher(token).matches()) {
      throw refused("its token has signs in it that no token has, such as a line break");
    }
    if (token == null
        && user.get("client-certificate-data") == null
        && user.get("client-key-data") == null) {
      throw refused("it holds no credential; give it a token of a service account" + MANIFEST);
    }
    return new Kubeconfig(
        server(text(cluster.get("server"))),
        text(cluster.get("certificate-authority-data")),
        text(user.get("client-certificate-data")),
        text(user.get("client-key-data")),
        token);
  }

  /// When the credential ends by itself, as far as it says so.
  @Nullable Instant expiresAt() {
    return Expiry.of(token, certificate);
  }

  boolean loopback() {
    return LOOPBACK.contains(server.getHost());
  }

  Config config() {
    return config(null);
  }

  /// Built from nothing, so that no environment variable and no file of this machine leaks in.
  ///
  /// @param tokens where the token is renewed from, in place of the one here; or null
  Config config(@Nullable OAuthTokenProvider tokens) {
    return new ConfigBuilder(Config.empty())
        .withAutoConfigure(false)
        .withMasterUrl(server.toString())
        .withCaCertData(authority)
        .withClientCertData(certificate)
        .withClientKeyData(key)
        .withClientKeyAlgo(keyAlgorithm(key))
        .withOauthToken(tokens == null ? token : null)
        .withOauthTokenProvider(tokens)
        .withUserAgent("slipway")
        .withHttp2Disable(true)
        .withOnlyHttpWatches(true)
        .withRequestRetryBackoffLimit(0)
        .withConnectionTimeout(3_000)
        .withRequestTimeout(0)
        .build();
  }

  /// The client must be told: K3s and many others give out keys on elliptic curves.
  private static String keyAlgorithm(@Nullable String key) {
    if (key == null) {
      return "RSA";
    }
    var pem = new String(Base64.getMimeDecoder().decode(key), StandardCharsets.US_ASCII);
    if (pem.contains("BEGIN EC PRIVATE KEY")) {
      return "EC";
    }
    var body = pem.replaceAll("-----[^-]*-----", "");
    var der = new String(Base64.getMimeDecoder().decode(body), StandardCharsets.ISO_8859_1);
    return der.contains(ELLIPTIC) ? "EC" : "RSA";
  }

  @Override
  public String toString() {
    return "Kubeconfig[" + server + "]";
  }

  private static @Nullable Object load(String content) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(50);
    options.setNestingDepthLimit(50);
    options.setCodePointLimit(LARGEST);
    try {
      return new Yaml(new SafeConstructor(options)).load(content);
    } catch (YAMLException e) {
      throw refused("it is not valid YAML");
    }
  }

  private static URI server(@Nullable String text) {
    URI server;
    try {
      server = URI.create(text == null ? "" : text.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw refused("server is not a URL");
    }
    if (server.getRawQuery() != null
        || server.getRawFragment() != null
        || String.valueOf(server.getRawPath()).matches(".*(\\.\\.|%|//).*")) {
      throw refused("server has more than an address and a plain path");
    }
    if (server.getHost() == null || server.getUserInfo() != null) {
      throw refused("server is not a URL with a host");
    }
    var plain = "http".equals(server.getScheme()) && LOOPBACK.contains(server.getHost());
    if (!plain && !"https".equals(server.getScheme())) {
      throw refused("server must be reached by https");
    }
    return server;
  }

  private static void refuse(Map<?, ?> entry, Map<String, String> keys) {
    keys.forEach((key, why) -> {
      var value = entry.get(key);
      if (value != null && !Boolean.FALSE.equals(value)) {
        throw refused("it has " + key + ": " + why);
      }
    });
  }

  private static Map<String, Map<?, ?>> named(Map<?, ?> root, String list, String key) {
    var found = new LinkedHashMap<String, Map<?, ?>>();
    if (root.get(list) instanceof List<?> entries) {
      for (var entry : entries) {
        var item = map(entry, list);
        var name = text(item.get("name"));
        if (name != null) {
          found.put(name, map(item.get(key), list));
        }
      }
    }
    return found;
  }

  private static Map<?, ?> map(@Nullable Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw refused(what + " is not as a kubeconfig has it");
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null || value.toString().isBlank() ? null : value.toString();
  }

  private static DomainFailure refused(String why) {
    return new DomainFailure(
        ProblemType.INVALID_INPUT, "This kubeconfig cannot be used: " + why + ".");
  }
}
