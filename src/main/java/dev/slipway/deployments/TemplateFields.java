package dev.slipway.deployments;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which fields of a pod template may be shown with their value. Decided by where a field stands,
/// never by how its value looks: a field that this list does not know is shown by name only.
///
/// Left out, although Kubernetes knows them: values of environment variables, headers of probes and
/// hooks, commands of probes and hooks, attributes and options of volume drivers, credential
/// specifications of Windows, annotations of certificates.
final class TemplateFields {

  /// How a value may be seen.
  enum Sight {
    SHOWN,
    /// A list of arguments: shown but for what follows a secret's name.
    ARGUMENTS,
    HIDDEN
  }

  /// One line for each place: its path, then the fields there. `*` is any key of a map that people
  /// fill; names in [#SAME] are read as the one they stand for.
  private static final String KNOWN =
      """
      metadata: name namespace generateName creationTimestamp labels.* finalizers
      spec: activeDeadlineSeconds automountServiceAccountToken dnsPolicy enableServiceLinks hostIPC
      spec: hostNetwork hostPID hostUsers hostname hostnameOverride nodeName nodeSelector.* os.name
      spec: overhead.* preemptionPolicy priority priorityClassName restartPolicy runtimeClassName
      spec: schedulerName schedulingGates.name serviceAccount serviceAccountName setHostnameAsFQDN
      spec: shareProcessNamespace subdomain terminationGracePeriodSeconds imagePullSecrets.name
      spec: readinessGates.conditionType hostAliases.ip hostAliases.hostnames resources.limits.*
      spec: resources.requests.* resources.claims.name resources.claims.request
      spec: schedulingGroup.podGroupName
      spec.dnsConfig: nameservers searches options.name options.value
      spec.resourceClaims: name resourceClaimName resourceClaimTemplateName
      spec.tolerations: key operator value effect tolerationSeconds
      spec.topologySpreadConstraints: maxSkew topologyKey whenUnsatisfiable minDomains matchLabelKeys
      spec.topologySpreadConstraints: nodeAffinityPolicy nodeTaintsPolicy
      spec.topologySpreadConstraints.labelSelector: SELECTOR
      spec.affinity.nodeAffinity: required.nodeSelectorTerms.matchExpressions.key
      spec.affinity.nodeAffinity: required.nodeSelectorTerms.matchExpressions.operator
      spec.affinity.nodeAffinity: required.nodeSelectorTerms.matchExpressions.values
      spec.affinity.nodeAffinity: required.nodeSelectorTerms.matchFields.key
      spec.affinity.nodeAffinity: required.nodeSelectorTerms.matchFields.operator
      spec.affinity.nodeAffinity: required.nodeSelectorTerms.matchFields.values
      spec.affinity.nodeAffinity: preferred.weight preferred.preference.matchExpressions.key
      spec.affinity.nodeAffinity: preferred.preference.matchExpressions.operator
      spec.affinity.nodeAffinity: preferred.preference.matchExpressions.values
      spec.affinity.nodeAffinity: preferred.preference.matchFields.key
      spec.affinity.nodeAffinity: preferred.preference.matchFields.operator
      spec.affinity.nodeAffinity: preferred.preference.matchFields.values
      spec.affinity.podAffinity: preferred.weight
      spec.affinity.podAffinity.required: TERM
      spec.affinity.podAffinity.required.labelSelector: SELECTOR
      spec.affinity.podAffinity.required.namespaceSelector: SELECTOR
      spec.affinity.podAffinity.preferred.podAffinityTerm: TERM
      spec.affinity.podAffinity.preferred.podAffinityTerm.labelSelector: SELECTOR
      spec.affinity.podAffinity.preferred.podAffinityTerm.namespaceSelector: SELECTOR
      spec.securityContext: USER fsGroup fsGroupChangePolicy supplementalGroups
      spec.securityContext: supplementalGroupsPolicy sysctls.name sysctls.value
      spec.containers: name image imagePullPolicy workingDir restartPolicy stdin stdinOnce tty
      spec.containers: targetContainerName terminationMessagePath terminationMessagePolicy
      spec.containers: restartPolicyRules.action restartPolicyRules.exitCodes.operator
      spec.containers: restartPolicyRules.exitCodes.values resizePolicy.resourceName
      spec.containers: resizePolicy.restartPolicy env.name envFrom.prefix
      spec.containers: volumeDevices.name volumeDevices.devicePath
      spec.containers.ports: name containerPort hostPort hostIP protocol
      spec.containers.resources: limits.* requests.* claims.name claims.request
      spec.containers.volumeMounts: name mountPath subPath subPathExpr readOnly recursiveReadOnly
      spec.containers.volumeMounts: mountPropagation
      spec.containers.securityContext: USER allowPrivilegeEscalation privileged procMount
      spec.containers.securityContext: readOnlyRootFilesystem capabilities.add capabilities.drop
      spec.containers.envFrom.configMapRef: name optional
      spec.containers.envFrom.secretRef: name optional
      spec.containers.env.valueFrom.configMapKeyRef: name key optional
      spec.containers.env.valueFrom.secretKeyRef: name key optional
      spec.containers.env.valueFrom.fileKeyRef: key optional path volumeName
      spec.containers.env.valueFrom: OF_POD
      spec.containers.lifecycle: stopSignal
      spec.containers.probe: initialDelaySeconds periodSeconds timeoutSeconds failureThreshold
      spec.containers.probe: successThreshold terminationGracePeriodSeconds sleep.seconds
      spec.containers.probe: httpGet.host httpGet.path httpGet.port httpGet.scheme tcpSocket.host
      spec.containers.probe: httpGet.httpHeaders.name tcpSocket.port grpc.port grpc.service
      spec.volumes: name emptyDir.medium emptyDir.sizeLimit hostPath.path hostPath.type
      spec.volumes: persistentVolumeClaim.claimName persistentVolumeClaim.readOnly nfs.server
      spec.volumes: nfs.path nfs.readOnly csi.driver csi.fsType csi.readOnly image.reference
      spec.volumes: csi.nodePublishSecretRef.name image.pullPolicy
      spec.volumes.configMap: KEYS name
      spec.volumes.secret: KEYS secretName
      spec.volumes.downwardAPI: defaultMode items.path items.mode
      spec.volumes.downwardAPI.items: OF_POD
      spec.volumes.projected: defaultMode
      spec.volumes.projected.sources.configMap: KEYS name
      spec.volumes.projected.sources.secret: KEYS name
      spec.volumes.projected.sources.downwardAPI: items.path items.mode
      spec.volumes.projected.sources.downwardAPI.items: OF_POD
      spec.volumes.projected.sources.serviceAccountToken: audience expirationSeconds path
      spec.volumes.projected.sources.clusterTrustBundle: name signerName optional path
      spec.volumes.projected.sources.clusterTrustBundle.labelSelector: SELECTOR
      spec.volumes.projected.sources.podCertificate: signerName keyType maxExpirationSeconds keyPath
      spec.volumes.projected.sources.podCertificate: credentialBundlePath certificateChainPath
      spec.volumes.ephemeral.volumeClaimTemplate: metadata.labels.*
      spec.volumes.ephemeral.volumeClaimTemplate.spec: accessModes storageClassName volumeMode
      spec.volumes.ephemeral.volumeClaimTemplate.spec: volumeName volumeAttributesClassName
      spec.volumes.ephemeral.volumeClaimTemplate.spec: resources.requests.* resources.limits.*
      spec.volumes.ephemeral.volumeClaimTemplate.spec.selector: SELECTOR
      """;

  /// Groups of fields that stand at several places.
  private static final Map<String, String> GROUPS =
      Map.of(
          "SELECTOR",
          "matchLabels.* matchExpressions.key matchExpressions.operator matchExpressions.values",
          "TERM",
          "topologyKey namespaces matchLabelKeys mismatchLabelKeys",
          "KEYS",
          "defaultMode optional items.key items.path items.mode",
          "OF_POD",
          "fieldRef.apiVersion fieldRef.fieldPath resourceFieldRef.containerName"
              + " resourceFieldRef.resource resourceFieldRef.divisor",
          "USER",
          "runAsUser runAsGroup runAsNonRoot seLinuxChangePolicy seLinuxOptions.level"
              + " seLinuxOptions.role seLinuxOptions.type seLinuxOptions.user seccompProfile.type"
              + " seccompProfile.localhostProfile appArmorProfile.type"
              + " appArmorProfile.localhostProfile windowsOptions.gmsaCredentialSpecName"
              + " windowsOptions.hostProcess windowsOptions.runAsUserName");

  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("initContainers", "containers"),
          Map.entry("ephemeralContainers", "containers"),
          Map.entry("livenessProbe", "probe"),
          Map.entry("readinessProbe", "probe"),
          Map.entry("startupProbe", "probe"),
          Map.entry("podAntiAffinity", "podAffinity"),
          Map.entry("requiredDuringSchedulingIgnoredDuringExecution", "required"),
          Map.entry("preferredDuringSchedulingIgnoredDuringExecution", "preferred"));

  /// Hooks have the same actions as probes, one step deeper.
  private static final Pattern HOOK = Pattern.compile("\\.lifecycle\\.(postStart|preStop)\\b");

  private static final Set<String> ARGUMENTS =
      Set.of("spec.containers.command", "spec.containers.args");

  private static final Pattern ANNOTATION =
      Pattern.compile(
          "kubectl\\.kubernetes\\.io/(restartedAt|default-container)|slipway\\.dev/.+"
              + "|checksum/.+|prometheus\\.io/.+");

  static final Pattern SECRET_NAME =
      Pattern.compile("(?i)(pass|secret|token|credential|private|api.?key|auth|dsn)");

  private static final Set<String> SHOWN =
      KNOWN.lines().flatMap(TemplateFields::paths).collect(Collectors.toUnmodifiableSet());

  private TemplateFields() {}

  /// How the field of that name may be seen at that place.
  ///
  /// @param place where it stands, as [#path] gives it
  static Sight sight(String place, String name) {
    if (place.equals("metadata.annotations")) {
      return ANNOTATION.matcher(name).matches() ? Sight.SHOWN : Sight.HIDDEN;
    }
    var path = path(place, name);
    if (ARGUMENTS.contains(path)) {
      return Sight.ARGUMENTS;
    }
    var byPeople = SHOWN.contains(place + ".*") && !SECRET_NAME.matcher(name).find();
    return byPeople || SHOWN.contains(path) ? Sight.SHOWN : Sight.HIDDEN;
  }

  /// The place below that name.
  static String path(String place, String name) {
    var path = (place.isEmpty() ? "" : place + ".") + SAME.getOrDefault(name, name);
    return HOOK.matcher(path).replaceFirst(".probe");
  }

  private static Stream<String> paths(String line) {
    var place = line.substring(0, line.indexOf(':'));
    return Stream.of(line.substring(line.indexOf(':') + 1).strip().split(" "))
        .flatMap(field -> Stream.of(GROUPS.getOrDefault(field, field).split(" ")))
        .map(field -> place + "." + field);
  }
}
