package dev.slipway.sandbox;

import dev.slipway.kernel.Actor;
import dev.slipway.values.ValuesFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Component;

/// The values that the charts of the demonstration were installed with.
@Component
@InSandbox
class DemonstrationValues {

  private final ValuesFiles files;

  DemonstrationValues(ValuesFiles files) {
    this.files = files;
  }

  void settle() {
    for (var service : List.of("learning-orchestrator", "api-service")) {
      take(service, "qa", "values-staging.yaml");
      take(service, "production", "values-prod.yaml");
    }
  }

  private void take(String service, String stage, String name) {
    var file = "/sandbox/values/%s.%s.yaml".formatted(service, stage);
    try (var stream = DemonstrationValues.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException(file + " is missing");
      }
      var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      files.take(service, stage, name, text, "As the chart was installed", Actor.SYSTEM);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
