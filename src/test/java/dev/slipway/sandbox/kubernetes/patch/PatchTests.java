package dev.slipway.sandbox.kubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Yaml;
import dev.slipway.sandbox.kubernetes.patch.ManagedFields.Writer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PatchTests {

  @Test
  void aMergePatchDeletesWithNullAndReplacesLists() {
    assertThat(MergePatch.apply(json("{'a':1,'b':{'c':2},'d':[1,2]}"), json("{'a':null,'d':[3]}")))
        .isEqualTo(json("{'b':{'c':2},'d':[3]}"));
  }

  @Test
  void aJsonPatchChangesInOrder() {
    assertThat(
            JsonPatch.apply(
                json("{'a':[1,2],'b':{'x/y':1}}"),
                json(
                    "[{'op':'add','path':'/a/-','value':3},{'op':'remove','path':'/a/0'},"
                        + "{'op':'replace','path':'/b/x~1y','value':9}]")))
        .isEqualTo(json("{'a':[2,3],'b':{'x/y':9}}"));
  }

  @Test
  void aFailedTestIsUnprocessable() {
    assertThatThrownBy(
            () -> JsonPatch.apply(json("{'a':1}"), json("[{'op':'test','path':'/a','value':2}]")))
        .isInstanceOfSatisfying(
            ApiFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(422);
              assertThat(failure.reason()).isEqualTo("Invalid");
            });
  }

  @Test
  void aPathThatIsNotThereIsUnprocessable() {
    assertThatThrownBy(
            () -> JsonPatch.apply(json("{}"), json("[{'op':'replace','path':'/a/b','value':2}]")))
        .isInstanceOfSatisfying(
            ApiFailure.class, failure -> assertThat(failure.code()).isEqualTo(422));
  }

  @Test
  void anotherManagersFieldIsAConflictUnlessForced() {
    ObjectNode live = written("{spec: {replicas: 3}}", "kubectl-scale");
    ObjectNode wanted = yaml("{spec: {replicas: 5}}");
    assertThatThrownBy(() -> new ServerSideApply("portal", false, false).apply(live, wanted))
        .isInstanceOf(ApiFailure.class)
        .hasMessage(
            "Apply failed with 1 conflict: conflict with \"kubectl-scale\" using v1:"
                + " .spec.replicas");
    ObjectNode forced = new ServerSideApply("portal", true, false).apply(live, wanted);
    assertThat(Json.integer(forced, 0, "spec", "replicas")).isEqualTo(5);
    assertThat(Json.items(forced, "metadata", "managedFields")).hasSize(1);
  }

  @Test
  void whatAManagerNoLongerAppliesIsTakenOut() {
    var apply = new ServerSideApply("portal", false, false);
    ObjectNode first =
        apply.apply(
            Json.object(),
            yaml("{spec: {containers: [{name: a, image: x}, {name: b, image: y}], paused: true}}"));
    ObjectNode second = apply.apply(first, yaml("{spec: {containers: [{name: a, image: x}]}}"));
    assertThat(second.path("spec")).isEqualTo(yaml("{containers: [{name: a, image: x}]}"));
  }

  @Test
  void anUpdateTakesOwnershipOfWhatItChanged() {
    ObjectNode first = written("{spec: {replicas: 3, paused: true}}", "one");
    ObjectNode second = first.deepCopy();
    Json.child(second, "spec").put("replicas", 4);
    ManagedFields.recordUpdate(first, second, Writer.update("two", "scale"), false);
    var entries = Json.items(second, "metadata", "managedFields");
    assertThat(entries.get(0).path("fieldsV1")).isEqualTo(yaml("{'f:spec': {'f:paused': {}}}"));
    assertThat(entries.get(1).path("fieldsV1")).isEqualTo(yaml("{'f:spec': {'f:replicas': {}}}"));
    assertThat(Json.text(entries.get(1), "subresource")).isEqualTo("scale");
  }

  private static ObjectNode written(String text, String manager) {
    ObjectNode object = yaml(text).put("apiVersion", "v1");
    ManagedFields.recordUpdate(Json.object(), object, Writer.update(manager, ""), false);
    return object;
  }

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode yaml(String text) {
    return Yaml.documents(text).getFirst();
  }
}
