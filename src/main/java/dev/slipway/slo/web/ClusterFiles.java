package dev.slipway.slo.web;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Plural;
import dev.slipway.slo.formats.ObjectiveFiles;
import dev.slipway.slo.spi.KeptObjectives;
import dev.slipway.slo.spi.KeptObjectives.Kept;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Objectives that a cluster keeps, as a file that a person looks at before it is imported.
@Component
class ClusterFiles {

  /// As much as a file that is pasted may have.
  private static final int MOST_BYTES = 1_000_000;

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final KeptObjectives kept;
  private final JsonMapper json;

  ClusterFiles(KeptObjectives kept, JsonMapper json) {
    this.kept = kept;
    this.json = json;
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
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new FieldRefused(
          "cluster", "It keeps more than fits into one import, 1 MB. Import them by files.");
    }
    return ImportForm.ofCluster(text, found.environments());
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
