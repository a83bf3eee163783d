package dev.slipway.catalog;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Values that the catalog does not take, each named with what to do about it.
public class InvalidEntry extends DomainFailure {

  private final Map<String, String> faults;

  InvalidEntry(Map<String, String> faults) {
    super(ProblemType.INVALID_INPUT, String.join(" ", faults.values()));
    this.faults = Collections.unmodifiableMap(new LinkedHashMap<>(faults));
  }

  public static InvalidEntry of(String field, String fault) {
    return new InvalidEntry(Map.of(field, fault));
  }

  /// Sentences by field name.
  public Map<String, String> faults() {
    return faults;
  }
}
