package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.WorkloadRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Paths of API objects.
final class Paths {

  private Paths() {}

  static String of(WorkloadRef ref) {
    return "/apis/apps/v1/namespaces/"
        + segment(ref.namespace())
        + "/"
        + WatchedKind.of(ref.kind()).plural()
        + "/"
        + segment(ref.name());
  }

  static String core(String namespace, String plural) {
    return "/api/v1/namespaces/" + segment(namespace) + "/" + plural;
  }

  static String autoscalers(String namespace) {
    return "/apis/autoscaling/v2/namespaces/" + segment(namespace) + "/horizontalpodautoscalers";
  }

  static String autoscaler(String namespace, String name) {
    return autoscalers(namespace) + "/" + segment(name);
  }

  static String limitRanges(String namespace) {
    return core(namespace, "limitranges");
  }

  static String verticals(String namespace) {
    return "/apis/autoscaling.k8s.io/v1/namespaces/"
        + segment(namespace)
        + "/verticalpodautoscalers";
  }

  static String application(String namespace, String name) {
    return "/apis/argoproj.io/v1alpha1/namespaces/"
        + segment(namespace)
        + "/applications/"
        + segment(name);
  }

  static String budgets(String namespace) {
    return "/apis/policy/v1/namespaces/" + segment(namespace) + "/poddisruptionbudgets";
  }

  static String batch(String namespace, String plural) {
    return "/apis/batch/v1/namespaces/" + segment(namespace) + "/" + plural;
  }

  static String apps(String namespace, String plural) {
    return "/apis/apps/v1/namespaces/" + segment(namespace) + "/" + plural;
  }

  static String backups(Kind kind, String namespace) {
    var plural = kind.path().lastIndexOf('/');
    return kind.path().substring(0, plural)
        + "/namespaces/"
        + segment(namespace)
        + kind.path().substring(plural);
  }

  static String of(BackupObjects.Ref ref) {
    var list =
        ref.kind() == Kind.NAMESPACE ? ref.kind().path() : backups(ref.kind(), ref.namespace());
    return list + "/" + segment(ref.name());
  }

  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
