package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.FieldSelector;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.LabelSelector;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One object, or a list with selectors, pages and forms.
final class Reads {

  private final ObjectStore store;
  private final Tables tables;

  Reads(ObjectStore store, Tables tables) {
    this.store = store;
    this.tables = tables;
  }

  /// Which objects the request asks for.
  static Predicate<JsonNode> selection(Call call, Target target) {
    LabelSelector labels = LabelSelector.parse(call.query("labelSelector"));
    FieldSelector fields = FieldSelector.parse(call.query("fieldSelector"));
    return object ->
        labels.matches(object)
            && fields.matches(object)
            && (target.collection() || Json.name(object).equals(target.name()));
  }

  void serve(Call call, Target target) {
    if (target.collection()) {
      list(call, target);
    } else {
      ObjectNode found = store.get(target.type().id(), target.key());
      if (found == null) {
        throw ApiFailure.notFound(target.type(), target.name());
      }
      if (call.wants("Table")) {
        call.answer(200, tables.table(call, target.type(), List.of(found), found.path("metadata")));
      } else {
        call.answer(200, form(call, target.type(), found));
      }
    }
  }

  /// The object in the version and form that the client asked for.
  static ObjectNode form(Call call, ResourceType type, ObjectNode object) {
    ObjectNode seen = EventForms.in(type, object);
    if (call.wants("PartialObjectMetadata") || call.wants("PartialObjectMetadataList")) {
      ObjectNode partial = Json.object().put("kind", "PartialObjectMetadata");
      partial.put("apiVersion", "meta.k8s.io/v1");
      return partial.set("metadata", seen.path("metadata"));
    }
    return seen;
  }

  private void list(Call call, Target target) {
    ResourceType type = target.type();
    ObjectStore.Listing listing = store.list(type.id(), target.namespace());
    String version = call.query("resourceVersion");
    if (!version.isEmpty()
        && !version.equals("0")
        && Watches.version(version) > listing.version()) {
      throw ApiFailure.of(
          504,
          "Timeout",
          "Too large resource version: " + version + ", current: " + listing.version());
    }
    var metadata = Json.object();
    List<ObjectNode> page = page(call, target, listing, metadata);
    if (call.wants("Table")) {
      call.answer(200, tables.table(call, type, page, metadata));
      return;
    }
    ObjectNode list = Json.object();
    boolean partial = call.wants("PartialObjectMetadataList");
    list.put("kind", partial ? "PartialObjectMetadataList" : type.kind() + "List");
    list.put("apiVersion", partial ? "meta.k8s.io/v1" : type.apiVersion());
    list.set("metadata", metadata);
    ArrayNode items = list.putArray("items");
    for (ObjectNode object : page) {
      ObjectNode item = form(call, type, object);
      if (!partial && !type.custom()) {
        item = Json.object().setAll(item).without(List.of("kind", "apiVersion"));
      }
      items.add(item);
    }
    call.answer(200, list);
  }

  private List<ObjectNode> page(
      Call call, Target target, ObjectStore.Listing listing, ObjectNode metadata) {
    Predicate<JsonNode> wanted = selection(call, target);
    int limit = call.number("limit", 0);
    String token = call.query("continue");
    long version = listing.version();
    Key after = new Key("", "");
    if (!token.isEmpty()) {
      JsonNode start = token(token);
      version = start.path("v").asLong(0);
      after = new Key(Json.text(start, "namespace"), Json.text(start, "name"));
      if (!store.reaches(target.type().id(), version)) {
        throw ApiFailure.expired(
            "The provided continue parameter is too old to display a consistent list result. You"
                + " can start a new list without the continue parameter.");
      }
    }
    var page = new ArrayList<ObjectNode>();
    int left = 0;
    for (ObjectNode object : listing.objects()) {
      if (Key.of(object).compareTo(after) <= 0 || !wanted.test(object)) {
        continue;
      }
      if (limit > 0 && page.size() == limit) {
        left++;
      } else {
        page.add(object);
      }
    }
    metadata.put("resourceVersion", Long.toString(version));
    if (left > 0) {
      metadata.put("continue", token(version, Key.of(page.getLast())));
      metadata.put("remainingItemCount", left);
    }
    return page;
  }

  private static String token(long version, Key last) {
    ObjectNode token = Json.object().put("v", version).put("namespace", last.namespace());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.bytes(token.put("name", last.name())));
  }

  private static JsonNode token(String token) {
    try {
      byte[] content = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.US_ASCII));
      return Json.MAPPER.readTree(content);
    } catch (IllegalArgumentException | JacksonException e) {
      throw ApiFailure.badRequest("continue key is not valid: " + e.getMessage());
    }
  }
}
