package dev.slipway.plans;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Requests and limits that somebody asks for, as Kubernetes writes them. Null leaves one as it is,
/// {@link #NONE} takes it away.
///
/// @param container empty means the placement's container
public record WantedResources(
    String container,
    @Nullable String cpuRequest,
    @Nullable String cpuLimit,
    @Nullable String memoryRequest,
    @Nullable String memoryLimit) {

  public static final String NONE = "none";

  /// What is asked for, by its place under `resources`, such as `requests.cpu`.
  public Map<String, String> byPlace() {
    Map<String, String> asked = new LinkedHashMap<>();
    put(asked, "requests.cpu", cpuRequest);
    put(asked, "limits.cpu", cpuLimit);
    put(asked, "requests.memory", memoryRequest);
    put(asked, "limits.memory", memoryLimit);
    return asked;
  }

  private static void put(Map<String, String> asked, String place, @Nullable String amount) {
    if (amount != null && !amount.isBlank()) {
      asked.put(place, amount.strip());
    }
  }
}
