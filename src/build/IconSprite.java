import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts the icon sprite at build time: the Lucide icons named in icons.txt, from the WebJar on the class path,
 * and our own drawings beside it. Runs by the source launcher, so it keeps to Java 17.
 *
 * <p>Arguments: the list, the folder of own drawings, the sprite to write.
 */
class IconSprite {

  private static final Pattern BODY = Pattern.compile("<svg[^>]*>(.*)</svg>", Pattern.DOTALL);
  private static final String LUCIDE = "META-INF/resources/webjars/lucide-static/0.468.0/icons/";

  public static void main(String[] arguments) throws IOException {
    var symbols = new TreeMap<String, String>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String name = line.strip();
      if (!name.isEmpty() && !name.startsWith("#")) {
        symbols.put(name, symbol(name, lucide(name), 24));
      }
    }
    try (var own = Files.newDirectoryStream(Path.of(arguments[1]), "*.svg")) {
      for (Path file : own) {
        String name = file.getFileName().toString().replace(".svg", "");
        symbols.put(name, symbol(name, Files.readString(file), 24));
      }
    }
    Path target = Path.of(arguments[2]);
    Files.createDirectories(target.getParent());
    Files.writeString(
        target,
        "<svg xmlns=\"http://www.w3.org/2000/svg\">" + String.join("", symbols.values()) + "</svg>\n");
  }

  private static String lucide(String name) throws IOException {
    try (InputStream icon =
        IconSprite.class.getClassLoader().getResourceAsStream(LUCIDE + name + ".svg")) {
      if (icon == null) {
        throw new IllegalArgumentException("Lucide has no icon " + name);
      }
      return new String(icon.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String symbol(String name, String svg, int size) {
    Matcher body = BODY.matcher(svg);
    if (!body.find()) {
      throw new IllegalArgumentException("no drawing in icon " + name);
    }
    return "<symbol id=\""
        + name
        + "\" viewBox=\"0 0 "
        + size
        + " "
        + size
        + "\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\""
        + " stroke-linejoin=\"round\">"
        + body.group(1).replaceAll("\\s+", " ").replace("> <", "><").strip()
        + "</symbol>";
  }
}
