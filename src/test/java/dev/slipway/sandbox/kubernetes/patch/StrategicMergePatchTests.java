package dev.slipway.sandbox.kubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Yaml;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StrategicMergePatchTests {

  @Test
  void containersAreMergedByName() {
    assertThat(
            patched(
                "{containers: [{name: a, image: 'a:1', tty: true}, {name: b, image: 'b:1'}]}",
                "{containers: [{name: a, image: 'a:2'}]}"))
        .isEqualTo(
            yaml("{containers: [{name: a, image: 'a:2', tty: true}, {name: b, image: 'b:1'}]}"));
  }

  @Test
  void aNewContainerIsAppended() {
    assertThat(patched("{containers: [{name: a}]}", "{containers: [{name: b}]}"))
        .isEqualTo(yaml("{containers: [{name: a}, {name: b}]}"));
  }

  @Test
  void anEntryCanBeDeletedByItsKey() {
    assertThat(
            patched(
                "{env: [{name: A, value: x}, {name: B, value: y}]}",
                "{env: [{name: A, $patch: delete}]}"))
        .isEqualTo(yaml("{env: [{name: B, value: y}]}"));
  }

  @Test
  void replaceDropsWhatThePatchDoesNotName() {
    assertThat(
            patched(
                "{template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image:"
                    + " x}]}}}",
                "{template: {$patch: replace, spec: {containers: [{name: a, image: y}]}}}"))
        .isEqualTo(yaml("{template: {spec: {containers: [{name: a, image: y}]}}}"));
  }

  @Test
  void aListCanBeReplacedAsAWhole() {
    assertThat(
            patched(
                "{volumes: [{name: a}, {name: b}]}", "{volumes: [{$patch: replace}, {name: c}]}"))
        .isEqualTo(yaml("{volumes: [{name: c}]}"));
  }

  @Test
  void listsWithoutAMergeKeyAreReplaced() {
    assertThat(patched("{args: [a, b]}", "{args: [c]}")).isEqualTo(yaml("{args: [c]}"));
    assertThat(patched("{tolerations: [{key: a}]}", "{tolerations: [{key: b}]}"))
        .isEqualTo(yaml("{tolerations: [{key: b}]}"));
  }

  @Test
  void portsOfAContainerAndOfAServiceHaveDifferentKeys() {
    assertThat(
            patched(
                "{ports: [{containerPort: 80, name: web}]}",
                "{ports: [{containerPort: 80, name: http}]}"))
        .isEqualTo(yaml("{ports: [{containerPort: 80, name: http}]}"));
    assertThat(patched("{ports: [{port: 80}]}", "{ports: [{port: 81}]}"))
        .isEqualTo(yaml("{ports: [{port: 80}, {port: 81}]}"));
  }

  @Test
  void nullDeletesAField() {
    assertThat(patched("{a: {b: 1, c: 2}}", "{a: {b: null}}")).isEqualTo(yaml("{a: {c: 2}}"));
  }

  @Test
  void retainKeysDropsTheOthers() {
    assertThat(
            patched(
                "{strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}}",
                "{strategy: {$retainKeys: [type], type: Recreate}}"))
        .isEqualTo(yaml("{strategy: {type: Recreate}}"));
  }

  @Test
  void theOrderOfTheClientHoldsAndOthersKeepTheirPlace() {
    assertThat(
            patched(
                "{containers: [{name: sidecar}, {name: a}, {name: b}]}",
                "{$setElementOrder/containers: [{name: b}, {name: a}], containers: []}"))
        .isEqualTo(yaml("{containers: [{name: sidecar}, {name: b}, {name: a}]}"));
  }

  @Test
  void finalizersAreASet() {
    assertThat(patched("{finalizers: [a]}", "{finalizers: [b, a]}"))
        .isEqualTo(yaml("{finalizers: [a, b]}"));
    assertThat(patched("{finalizers: [a, b]}", "{$deleteFromPrimitiveList/finalizers: [a]}"))
        .isEqualTo(yaml("{finalizers: [b]}"));
  }

  @Test
  void anEntryWithoutItsKeyIsRefused() {
    assertThatThrownBy(() -> patched("{containers: [{name: a}]}", "{containers: [{image: x}]}"))
        .isInstanceOf(ApiFailure.class)
        .hasMessageContaining("does not contain declared merge key: name");
  }

  private static JsonNode patched(String live, String patch) {
    return StrategicMergePatch.apply(yaml(live), yaml(patch));
  }

  private static JsonNode yaml(String text) {
    return Yaml.documents(text).getFirst();
  }
}
