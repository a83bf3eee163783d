package dev.slipway.sandbox.kubernetes.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The kinds that a cluster knows: the built-in ones and those of its custom resource definitions.
public final class ResourceTypes {

  private static final List<ResourceType> BUILT_IN = read();

  private final List<ResourceType> types = new CopyOnWriteArrayList<>(BUILT_IN);

  static boolean builtIn(String group) {
    return BUILT_IN.stream().anyMatch(type -> type.group().equals(group));
  }

  public List<ResourceType> all() {
    return List.copyOf(types);
  }

  public Optional<ResourceType> find(String group, String version, String plural) {
    return types.stream()
        .filter(t -> t.group().equals(group) && t.version().equals(version))
        .filter(t -> t.plural().equals(plural))
        .findFirst();
  }

  public Optional<ResourceType> ofKind(String apiVersion, String kind) {
    return types.stream()
        .filter(t -> t.apiVersion().equals(apiVersion) && t.kind().equals(kind))
        .findFirst();
  }

  /// The built-in or known type with this storage id.
  public ResourceType byId(String id) {
    return types.stream()
        .filter(t -> t.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no resource type is stored as " + id));
  }

  public List<ResourceType> in(String group, String version) {
    return types.stream()
        .filter(t -> t.group().equals(group) && t.version().equals(version))
        .toList();
  }

  public Collection<String> groups() {
    var groups = new TreeSet<String>();
    types.stream().map(ResourceType::group).filter(g -> !g.isEmpty()).forEach(groups::add);
    return groups;
  }

  public List<String> versions(String group) {
    return types.stream()
        .filter(t -> t.group().equals(group))
        .map(ResourceType::version)
        .distinct()
        .toList();
  }

  /// Takes over the versions that a CustomResourceDefinition serves.
  public void define(JsonNode definition) {
    forget(definition);
    JsonNode names = Json.at(definition, "spec", "names");
    for (JsonNode version : Json.items(definition, "spec", "versions")) {
      if (Json.flag(version, "served")) {
        types.add(custom(definition, names, version));
      }
    }
  }

  public void forget(JsonNode definition) {
    String group = Json.text(definition, "spec", "group");
    String plural = Json.text(definition, "spec", "names", "plural");
    types.removeIf(t -> t.group().equals(group) && t.plural().equals(plural));
  }

  private static ResourceType custom(JsonNode definition, JsonNode names, JsonNode version) {
    String kind = Json.text(names, "kind");
    String singular = Json.text(names, "singular");
    return new ResourceType(
        Json.text(definition, "spec", "group"),
        Json.text(version, "name"),
        Json.text(names, "plural"),
        singular.isEmpty() ? kind.toLowerCase(java.util.Locale.ROOT) : singular,
        kind,
        Json.text(definition, "spec", "scope").equals("Namespaced"),
        texts(names, "shortNames"),
        texts(names, "categories"),
        Set.copyOf(Json.at(version, "subresources").propertyNames()));
  }

  private static List<String> texts(JsonNode node, String name) {
    return Json.items(node, name).stream().map(n -> n.asString("")).toList();
  }

  private static List<ResourceType> read() {
    String resource = "/dev/slipway/sandbox/kubernetes/resources.txt";
    try (var in = Objects.requireNonNull(ResourceTypes.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(ResourceTypes::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ResourceType parse(String line) {
    List<String> cells = List.of(line.split("\\|", -1));
    String apiVersion = cells.get(0);
    int slash = apiVersion.indexOf('/');
    return new ResourceType(
        slash < 0 ? "" : apiVersion.substring(0, slash),
        apiVersion.substring(slash + 1),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        cells.get(4).equals("ns"),
        words(cells.get(5)).toList(),
        words(cells.get(6)).toList(),
        words(cells.get(7)).collect(Collectors.toSet()));
  }

  private static Stream<String> words(String cell) {
    return Stream.of(cell.split(",", -1)).filter(word -> !word.isEmpty());
  }
}
