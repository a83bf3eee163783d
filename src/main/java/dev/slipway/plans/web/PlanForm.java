package dev.slipway.plans.web;

import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.WantedAutoscaler;
import dev.slipway.plans.WantedResources;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody typed to ask for a change; kept as it was typed.
///
/// @param containers the containers of the workload, where it has several, and `images` in the same
///   order what each is to run; an empty one stays as it is
/// @param to the recorded deployment that a rollback goes to; empty for the last good one
/// @param seen what the preview looked like, and `key` the intent; both made by the portal
record PlanForm(
    @Nullable String service,
    @Nullable String environment,
    @Nullable String kind,
    @Nullable String image,
    @Nullable String container,
    @Nullable List<String> containers,
    @Nullable List<String> images,
    @Nullable String replicas,
    @Nullable String expectedReplicas,
    @Nullable String minReplicas,
    @Nullable String maxReplicas,
    @Nullable String targetCpuUtilization,
    @Nullable Boolean removeAutoscaler,
    @Nullable String cpuRequest,
    @Nullable String cpuLimit,
    @Nullable String memoryRequest,
    @Nullable String memoryLimit,
    @Nullable String to,
    @Nullable String reason,
    @Nullable String ticket,
    @Nullable String changeClass,
    @Nullable Boolean startWhenApproved,
    @Nullable List<String> acknowledged,
    @Nullable String seen,
    @Nullable String key) {

  static PlanForm of(ProposeChange wish) {
    var images = wish.images();
    var image = images.size() == 1 ? images.entrySet().iterator().next() : null;
    var sizes = wish.resources();
    return new PlanForm(
        wish.service(),
        wish.environment(),
        wish.kind().slug(),
        image == null ? null : image.getValue(),
        sizes != null ? sizes.container() : image == null ? null : image.getKey(),
        image == null ? List.copyOf(images.keySet()) : null,
        image == null ? List.copyOf(images.values()) : null,
        text(wish.replicas()),
        null,
        text(wish.minReplicas()),
        text(wish.maxReplicas()),
        text(wish.autoscaler().targetCpu()),
        wish.autoscaler().remove() ? Boolean.TRUE : null,
        sizes == null ? null : sizes.cpuRequest(),
        sizes == null ? null : sizes.cpuLimit(),
        sizes == null ? null : sizes.memoryRequest(),
        sizes == null ? null : sizes.memoryLimit(),
        text(wish.toDeployment()),
        wish.reason(),
        wish.ticket(),
        wish.changeClass() == null ? null : wish.changeClass().slug(),
        wish.startWhenApproved(),
        List.copyOf(wish.acknowledged()),
        null,
        null);
  }

  PlanForm withKind(String action) {
    return with(PlanRequest.kindOf(action).slug(), wanted(), replicas, expectedReplicas);
  }

  /// Whether it names one image and no container, as what was picked from a list does.
  boolean namesOneImage() {
    return !blank(image) && blank(container) && containers == null;
  }

  /// With its one image in each of these containers.
  PlanForm inAllOf(List<String> names) {
    var each = Collections.nCopies(names.size(), stripped(image));
    return with(kind, new Wanted(null, null, names, each), replicas, expectedReplicas);
  }

  /// For another kind or another place: a count that only stood in the field is that of the place
  /// before, so it goes; what somebody typed stays.
  PlanForm untouched() {
    var count = Objects.equals(replicas, expectedReplicas) ? null : replicas;
    return with(kind, wanted(), count, null);
  }

  /// The fields that say what is to run where.
  private record Wanted(
      @Nullable String image,
      @Nullable String container,
      @Nullable List<String> containers,
      @Nullable List<String> images) {}

  private Wanted wanted() {
    return new Wanted(image, container, containers, images);
  }

  private PlanForm with(
      @Nullable String otherKind,
      Wanted wanted,
      @Nullable String count,
      @Nullable String countSeen) {
    return new PlanForm(
        service,
        environment,
        otherKind,
        wanted.image(),
        wanted.container(),
        wanted.containers(),
        wanted.images(),
        count,
        countSeen,
        minReplicas,
        maxReplicas,
        targetCpuUtilization,
        removeAutoscaler,
        cpuRequest,
        cpuLimit,
        memoryRequest,
        memoryLimit,
        to,
        reason,
        ticket,
        changeClass,
        startWhenApproved,
        acknowledged,
        seen,
        key);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /// What it can be called; nothing said comes first.
  public Map<String, String> classes() {
    return Words.CLASSES;
  }

  ChangeKind changeKind() {
    return kind == null || kind.isBlank() ? ChangeKind.ROLLOUT : PlanRequest.kindOf(kind);
  }

  /// Field by field what needs another look; `stored` for a plan that is to be kept.
  Map<String, String> errors(boolean stored) {
    Map<String, String> errors = new LinkedHashMap<>();
    if (blank(service)) {
      errors.put("service", "Name the service.");
    }
    if (blank(environment)) {
      errors.put("environment", "Choose the environment.");
    }
    var wants = changeKind();
    if (wants == ChangeKind.ROLLOUT
        && blank(image)
        && (images == null || images.stream().allMatch(PlanForm::blank))) {
      errors.put("image", "Name the image to roll out, such as registry/name:1.0.1.");
    }
    if (wants == ChangeKind.SCALE
        && blank(replicas)
        && blank(minReplicas)
        && blank(maxReplicas)
        && blank(targetCpuUtilization)
        && !Boolean.TRUE.equals(removeAutoscaler)) {
      errors.put("replicas", "Say how many pods are wanted.");
    }
    if (wants == ChangeKind.RESOURCES && resources().byPlace().isEmpty()) {
      errors.put("cpuRequest", "Say which request or limit is to change, and to what.");
    }
    number("replicas", "Pods", replicas, errors);
    number("expectedReplicas", "Pods seen before", expectedReplicas, errors);
    number("minReplicas", "Lower bound of the autoscaler", minReplicas, errors);
    number("maxReplicas", "Upper bound of the autoscaler", maxReplicas, errors);
    number("targetCpuUtilization", "CPU target", targetCpuUtilization, errors);
    if (!blank(to) && uuid(to) == null) {
      errors.put("to", "This is not the id of a deployment.");
    }
    if (stored && blank(reason)) {
      errors.put("reason", "Say why: others read it before they decide, and later in the history.");
    }
    return errors;
  }

  private static void number(
      String name, String label, @Nullable String text, Map<String, String> errors) {
    if (!blank(text) && number(text) == null) {
      errors.put(name, label + ": " + shortened(text) + " (expected: a whole number, 0 or more).");
    }
  }

  private static String shortened(@Nullable String text) {
    var stripped = stripped(text);
    return stripped.length() > 20 ? stripped.substring(0, 20) + "..." : stripped;
  }

  ProposeChange wish() {
    return new ProposeChange(
        changeKind(),
        stripped(service),
        stripped(environment),
        changeKind() == ChangeKind.RESOURCES ? Map.of() : wantedImages(),
        number(replicas),
        number(expectedReplicas),
        number(minReplicas),
        number(maxReplicas),
        new WantedAutoscaler(number(targetCpuUtilization), Boolean.TRUE.equals(removeAutoscaler)),
        changeKind() == ChangeKind.RESOURCES ? resources() : null,
        uuid(to),
        stripped(reason),
        blank(ticket) ? null : stripped(ticket),
        Boolean.TRUE.equals(startWhenApproved),
        acknowledged == null ? Set.of() : Set.copyOf(acknowledged),
        null,
        ChangeClass.ofSlug(stripped(changeClass)).filter(ChangeClass::isDeclared).orElse(null));
  }

  private WantedResources resources() {
    return new WantedResources(
        stripped(container), cpuRequest, cpuLimit, memoryRequest, memoryLimit);
  }

  private Map<String, String> wantedImages() {
    var wanted = new ContainerImages().add(container, image);
    for (var i = 0; containers != null && i < containers.size(); i++) {
      wanted.add(containers.get(i), imageAt(i));
    }
    return wanted.all();
  }

  /// What was typed for a container.
  ///
  /// @param ofService whether it is the container of the service, which may go without a name
  String typedFor(String name, boolean ofService) {
    for (var i = 0; containers != null && i < containers.size(); i++) {
      var typed = containers.get(i);
      if (typed.equals(name) || (ofService && typed.isEmpty())) {
        return imageAt(i);
      }
    }
    var only = stripped(container);
    return only.equals(name) || (only.isEmpty() && ofService) ? stripped(image) : "";
  }

  private String imageAt(int index) {
    return images == null || index >= images.size() ? "" : images.get(index);
  }

  private static boolean blank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static String stripped(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private static @Nullable Integer number(@Nullable String text) {
    var stripped = stripped(text);
    if (!stripped.matches("[0-9]{1,6}") || Integer.parseInt(stripped) > 100_000) {
      return null;
    }
    return Integer.valueOf(stripped);
  }

  private static @Nullable UUID uuid(@Nullable String text) {
    try {
      return blank(text) ? null : UUID.fromString(stripped(text));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
