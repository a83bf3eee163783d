package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentTests {

  private final Drawing drawing =
      new Drawing()
          .with("matrix", new NavigationItem("Matrix", "/", "grid-2x2", 10, ""))
          .with("services", new NavigationItem("Services", "/services", "box", 20, ""))
          .with(
              "approvals",
              new NavigationItem("Approvals", "/approvals", "list-checks", 40, "/approvals/count"))
          .with(
              "banner", new ModeBanner("Simulated", "Simulated clusters, demonstration data", ""));

  @Test
  void everyComponentDrawsInTheGallery() throws IOException {
    String page = drawing.draw("gallery/gallery", null, Map.of("page", Gallery.example()));

    Path target = Path.of("target/gallery/index.html");
    Files.createDirectories(target.getParent());
    Files.writeString(target, page);
    assertThat(page)
        .contains("<title>Gallery · Slipway</title>")
        .doesNotContain(" th:", "th:block");
  }
}
