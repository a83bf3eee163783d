package dev.slipway.slo.web;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Plural;
import dev.slipway.slo.formats.ObjectiveFiles;
import dev.slipway.slo.spi.KeptObjectives;
import dev.slipway.slo.spi.KeptObjectives.Kept;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Objectives that a cluster keeps, as a file that a person looks at before it is imported.
@Component
class ClusterFiles {

  /// As many documents as a file may have.
  private static final int MOST_OBJECTS = 100;

  /// As much of a form as is taken back, less what stands in its other fields.
  private static final int MOST_SENT = 900_000;

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final KeptObjectives kept;
  private final JsonMapper json;

  ClusterFiles(KeptObjectives kept, JsonMapper json) {
    this.kept = kept;
    this.json = json;
  }

  /// Where nothing came of looking into one.
  ClusterLook chosen(String cluster) {
    return new ClusterLook(kept.clusters(), cluster, List.of());
  }

  ClusterLook none() {
    return new ClusterLook(kept.clusters(), "", List.of());
  }

  /// Reads the cluster now.
  Kept found(String cluster) {
    return kept.of(cluster);
  }

  ImportForm form(Kept found) {
    var text =
        ObjectiveFiles.documents(
            found.objects().stream().map(each -> json.convertValue(each, OBJECT)).toList());
    if (found.objects().size() > MOST_OBJECTS
        || URLEncoder.encode(text, StandardCharsets.UTF_8).length() > MOST_SENT) {
      throw new FieldRefused(
          "cluster",
          "It keeps %s, more than fits into one import. Import them by files."
              .formatted(Plural.of(found.objects().size(), "object")));
    }
    var namespaces =
        found.objects().stream()
            .map(each -> each.at("/metadata/namespace").asString(""))
            .collect(Collectors.toSet());
    var environments = new HashMap<>(found.environments());
    environments.keySet().retainAll(namespaces);
    return ImportForm.ofCluster(text, environments);
  }

  ClusterLook told(String cluster, Kept found) {
    var told = new ArrayList<String>();
    var name = kept.clusters().getOrDefault(cluster, cluster);
    told.add(
        found.objects().isEmpty()
            ? "No objective was found in %s.".formatted(name)
            : "%s of %s, as the cluster has it now, below."
                .formatted(Plural.of(found.objects().size(), "object"), name));
    told.addAll(found.silent());
    return new ClusterLook(kept.clusters(), cluster, told);
  }
}
