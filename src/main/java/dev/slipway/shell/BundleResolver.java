package dev.slipway.shell;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/// Serves many small stylesheets or scripts as one file, put together once at the first request.
/// There is no build step: a new file in a folder is part of the bundle.
class BundleResolver implements ResourceResolver {

  private final String name;
  private final Supplier<Resource> bundle;

  private BundleResolver(String name, List<String> patterns, UnaryOperator<String> wrap) {
    this.name = name;
    this.bundle = new Once(() -> read(name, patterns, wrap));
  }

  static BundleResolver stylesheets(String name, String... patterns) {
    return new BundleResolver(name, List.of(patterns), BundleResolver::leanStyle);
  }

  /// Each script gets a block of its own, so names do not meet.
  static BundleResolver scripts(String name, String... patterns) {
    return new BundleResolver(
        name, List.of(patterns), script -> "{\n" + leanScript(script) + "\n}\n");
  }

  /// Without what only those need who write it: comments, indents and spaces beside punctuation. No
  /// text in our styles holds any of that.
  static String leanStyle(String style) {
    return style
        .replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("\\s*([{};,])\\s*", "$1")
        .replaceAll(":\\s+", ":")
        .replace(";}", "}");
  }

  /// Comments go where they have a line of their own; no text in our scripts goes over several.
  static String leanScript(String script) {
    return script.replaceAll("(?m)^\\s*//.*$", "").replaceAll("(?m)^\\s+", "");
  }

  @Override
  public @Nullable Resource resolveResource(
      @Nullable HttpServletRequest request,
      String path,
      List<? extends Resource> locations,
      ResourceResolverChain chain) {
    return path.equals(name) ? bundle.get() : chain.resolveResource(request, path, locations);
  }

  @Override
  public @Nullable String resolveUrlPath(
      String path, List<? extends Resource> locations, ResourceResolverChain chain) {
    return path.equals(name) ? name : chain.resolveUrlPath(path, locations);
  }

  private static Resource read(String name, List<String> patterns, UnaryOperator<String> wrap) {
    var finder = new PathMatchingResourcePatternResolver();
    var all = new StringBuilder();
    try {
      for (String pattern : patterns) {
        Resource[] found = finder.getResources("classpath*:/static/" + pattern);
        Arrays.sort(found, Comparator.comparing(Resource::getFilename));
        for (Resource file : found) {
          all.append(wrap.apply(file.getContentAsString(StandardCharsets.UTF_8)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Bundle(name, all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static final class Bundle extends ByteArrayResource {

    private final String name;

    Bundle(String name, byte[] content) {
      super(content, name);
      this.name = name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private static final class Once implements Supplier<Resource> {

    private final Supplier<Resource> source;
    private @Nullable Resource value;

    Once(Supplier<Resource> source) {
      this.source = source;
    }

    @Override
    public synchronized Resource get() {
      if (value == null) {
        value = source.get();
      }
      return value;
    }
  }
}
