package dev.slipway.deployments;

import static dev.slipway.deployments.DeploymentMother.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.deployments.TemplateFields.Sight;
import dev.slipway.plans.spi.DiffLine;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFieldsTests {

  /// Everything that a pod template of the client library has and the portal shows by name only.
  /// Volumes of one vendor and what the server alone writes are hidden whole, for want of use.
  private static final Set<String> HIDDEN =
      Set.of(
          "metadata.annotations.x",
          "metadata.deletionGracePeriodSeconds",
          "metadata.deletionTimestamp",
          "metadata.generation",
          "metadata.resourceVersion",
          "metadata.selfLink",
          "metadata.uid",
          "spec.containers.env.value",
          "spec.containers.probe.exec.command",
          "spec.containers.probe.httpGet.httpHeaders.value",
          "spec.containers.securityContext.windowsOptions.gmsaCredentialSpec",
          "spec.securityContext.windowsOptions.gmsaCredentialSpec",
          "spec.volumes.csi.volumeAttributes.x",
          "spec.volumes.projected.sources.podCertificate.userAnnotations.x");

  private static final Pattern HIDDEN_WHOLE =
      Pattern.compile(
          "metadata\\.(managedFields|ownerReferences)\\..*"
              + "|spec\\.volumes\\.(awsElasticBlockStore|azureDisk|azureFile|cephfs|cinder|fc"
              + "|flexVolume|flocker|gcePersistentDisk|gitRepo|glusterfs|iscsi|photonPersistentDisk"
              + "|portworxVolume|quobyte|rbd|scaleIO|storageos|vsphereVolume)\\..*"
              + "|spec\\.volumes\\.ephemeral\\.volumeClaimTemplate\\.(metadata|status)\\..*"
              + "|spec\\.volumes\\.ephemeral\\.volumeClaimTemplate\\.spec\\.dataSource.*");

  @Test
  void everyFieldOfAPodTemplateIsShownOrHiddenOnPurpose() {
    var hidden = new TreeSet<String>();
    walk(PodTemplateSpec.class, "", hidden);
    hidden.removeIf(path -> HIDDEN_WHOLE.matcher(path).matches());
    assertThat(hidden).isEqualTo(new TreeSet<>(HIDDEN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'metadata': {'annotations': {'kubectl.kubernetes.io/last-applied-configuration': 'CANARY'}}}",
        "{'metadata': {'annotations': {'vault/agent': 'CANARY'}}}",
        "{'metadata': {'labels': {'api-key': 'CANARY'}}}",
        "{'metadata': {'managedFields': [{'fieldsV1': {'f:x': 'CANARY'}}]}}",
        "{'spec': {'containers': [{'livenessProbe': {'httpGet': {'httpHeaders': [{'name': 'Authorization', 'value': 'CANARY'}]}}}]}}",
        "{'spec': {'initContainers': [{'startupProbe': {'exec': {'command': ['login', 'CANARY']}}}]}}",
        "{'spec': {'containers': [{'lifecycle': {'preStop': {'httpGet': {'httpHeaders': [{'name': 'X', 'value': 'CANARY'}]}}}}]}}",
        "{'spec': {'containers': [{'lifecycle': {'postStart': {'exec': {'command': ['CANARY']}}}}]}}",
        "{'spec': {'containers': [{'args': ['curl -H \\\"Authorization: Bearer CANARY\\\"']}]}}",
        "{'spec': {'containers': [{'env': [{'name': 'A', 'value': 'CANARY'}]}]}}",
        "{'spec': {'ephemeralContainers': [{'env': [{'name': 'A', 'value': 'CANARY'}]}]}}",
        "{'spec': {'volumes': [{'csi': {'driver': 'd', 'volumeAttributes': {'share': 'CANARY'}}}]}}",
        "{'spec': {'volumes': [{'flexVolume': {'options': {'user': 'CANARY'}}}]}}",
        "{'spec': {'containers': [{'fieldOfTomorrow': {'deep': ['CANARY', {'er': 'CANARY'}]}}]}}",
        "{'fieldOfTomorrow': 'CANARY'}"
      })
  void aSecretIsSeenToBeThereAndNeverShown(String template) {
    var diff =
        TemplateDiff.between(json("{}"), json(template.replace('\'', '"').replace("\\\\", "\\")));
    assertThat(diff).extracting(DiffLine::text).noneMatch(text -> text.contains("CANARY"));
    assertThat(diff).extracting(DiffLine::text).anyMatch(text -> text.contains("(hidden)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kubectl.kubernetes.io/restartedAt",
        "slipway.dev/note",
        "checksum/config",
        "prometheus.io/port"
      })
  void annotationsThatEverybodyMayReadAreShown(String name) {
    assertThat(TemplateFields.sight("metadata.annotations", name)).isEqualTo(Sight.SHOWN);
  }

  private static void walk(Class<?> type, String place, Set<String> hidden) {
    for (var field : type.getDeclaredFields()) {
      var name = field.getAnnotation(JsonProperty.class);
      if (name == null) {
        continue;
      }
      var of = field.getGenericType();
      if (Map.class.isAssignableFrom(field.getType())) {
        note(TemplateFields.path(place, name.value()), "x", hidden);
      } else if (isLeaf(of)) {
        note(place, name.value(), hidden);
      } else {
        walk(element(of), TemplateFields.path(place, name.value()), hidden);
      }
    }
  }

  private static void note(String place, String name, Set<String> hidden) {
    if (TemplateFields.sight(place, name) == Sight.HIDDEN) {
      hidden.add(TemplateFields.path(place, name));
    }
  }

  private static boolean isLeaf(Type type) {
    var element = element(type);
    return !element.getName().startsWith("io.fabric8.")
        || Set.of("Quantity", "IntOrString", "FieldsV1").contains(element.getSimpleName());
  }

  private static Class<?> element(Type type) {
    return type instanceof ParameterizedType list
        ? element(list.getActualTypeArguments()[0])
        : (Class<?>) type;
  }
}
