package dev.slipway.backups;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A workload that keeps data, as a cluster showed it: it mounts claims, or its image is that of a
/// database.
///
/// @param kind `StatefulSet`, `Deployment` or `Cluster` of CloudNativePG
/// @param claims names of claims, or beginnings of them where each pod has its own
/// @param labels of its pods
@JsonIgnoreProperties(ignoreUnknown = true)
record Store(
    String namespace,
    String kind,
    String name,
    List<String> claims,
    List<String> images,
    Map<String, String> labels) {

  private static final Pattern DATABASE =
      Pattern.compile(
          "(?i)(?:^|[/_-])(?:postgres(?:ql)?|timescaledb|mysql|mariadb|percona[\\w-]*|mongo(?:db)?|redis|valkey|etcd|cassandra|elasticsearch|opensearch|influxdb|clickhouse|cockroach|couchdb|neo4j|minio|rabbitmq|cp-kafka|kafka|mlflow|cosmos[\\w-]*)(?=$|[:@_-])");
  private static final Pattern BESIDE = Pattern.compile("(?i)exporter|operator|sentinel-proxy");

  Store {
    claims = List.copyOf(claims);
    images = List.copyOf(images);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }

  static List<Store> of(BackupObjects objects) {
    List<Store> stores = new ArrayList<>();
    objects.of(Kind.STATEFUL_SET).objects().forEach(object -> add(stores, "StatefulSet", object));
    objects.of(Kind.DEPLOYMENT).objects().forEach(object -> add(stores, "Deployment", object));
    for (var cluster : objects.of(Kind.CNPG_CLUSTER).objects()) {
      stores.add(
          new Store(
              Fields.namespace(cluster),
              "Cluster",
              Fields.name(cluster),
              List.of(),
              List.of(),
              Map.of()));
    }
    return stores;
  }

  private static void add(List<Store> stores, String kind, JsonNode object) {
    var name = Fields.name(object);
    Set<String> claims = new TreeSet<>(Fields.strings(object, "/spec/claims"));
    for (var template : Fields.strings(object, "/spec/claimTemplates")) {
      claims.add(template + "-" + name + "-");
    }
    var images = Fields.strings(object, "/spec/images");
    if (!claims.isEmpty() || images.stream().anyMatch(Store::isDatabase)) {
      stores.add(
          new Store(
              Fields.namespace(object),
              kind,
              name,
              new ArrayList<>(new LinkedHashSet<>(claims)),
              images,
              labels(object)));
    }
  }

  private static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new HashMap<>();
    object
        .at("/spec/podLabels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
    return labels;
  }

  static boolean isDatabase(String image) {
    var repository = image.replaceFirst("@.*", "");
    var last = repository.substring(repository.lastIndexOf('/') + 1);
    return DATABASE.matcher(last).find() && !BESIDE.matcher(last).find();
  }

  /// Whether a claim of this name belongs to it.
  boolean mounts(String claim) {
    return claims.stream()
        .anyMatch(own -> own.equals(claim) || (own.endsWith("-") && isOrdinal(claim, own)));
  }

  private static boolean isOrdinal(String claim, String beginning) {
    return claim.startsWith(beginning) && claim.substring(beginning.length()).matches("[0-9]{1,6}");
  }
}
