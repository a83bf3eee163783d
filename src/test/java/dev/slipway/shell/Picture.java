package dev.slipway.shell;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;

/// A screenshot and the contrast of what it shows, by WCAG's relative luminance of its pixels.
final class Picture {

  private final int width;
  private final int height;
  private final int[] pixels;
  private final double scale;

  private Picture(BufferedImage image, double scale) {
    this.width = image.getWidth();
    this.height = image.getHeight();
    this.pixels = image.getRGB(0, 0, width, height, null, 0, width);
    this.scale = scale;
  }

  /// Takes what the window shows, and keeps it for eyes in `target/pages`.
  static Picture of(Page page, String name) throws IOException {
    var bytes =
        page.screenshot(
            new Page.ScreenshotOptions().setPath(Path.of("target", "pages", name + ".png")));
    var image = ImageIO.read(new ByteArrayInputStream(bytes));
    return new Picture(image, image.getWidth() / (double) page.viewportSize().width);
  }

  /// How far what is written in a box stands out from the colour that most of the box has.
  double contrast(Box box) {
    var colours = colours(box);
    Arrays.sort(colours);
    var ground = 0;
    var longest = 0;
    for (int start = 0, end; start < colours.length; start = end) {
      end = start;
      while (end < colours.length && colours[end] == colours[start]) {
        end++;
      }
      if (end - start > longest) {
        longest = end - start;
        ground = colours[start];
      }
    }
    var most = 1.0;
    for (var i = 0; i < colours.length; i++) {
      if (i == 0 || colours[i] != colours[i - 1]) {
        most = Math.max(most, contrast(ground, colours[i]));
      }
    }
    return most;
  }

  int at(double x, double y) {
    return pixels[pixel(y, height) * width + pixel(x, width)] & 0xffffff;
  }

  /// The share of pixels of two boxes that differ when only lightness is seen.
  double differenceInGrey(Box one, Box other) {
    int across = (int) (Math.min(one.width(), other.width()) * scale);
    int down = (int) (Math.min(one.height(), other.height()) * scale);
    var different = 0;
    for (var y = 0; y < down; y++) {
      for (var x = 0; x < across; x++) {
        var here = at(one.x() + x / scale, one.y() + y / scale);
        var there = at(other.x() + x / scale, other.y() + y / scale);
        different += Math.abs(grey(here) - grey(there)) > 48 ? 1 : 0;
      }
    }
    return different / (double) (across * down);
  }

  static double contrast(int one, int other) {
    var light = Math.max(luminance(one), luminance(other));
    var dark = Math.min(luminance(one), luminance(other));
    return (light + 0.05) / (dark + 0.05);
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16 & 255)
        + 0.7152 * linear(colour >> 8 & 255)
        + 0.0722 * linear(colour & 255);
  }

  private static double linear(int part) {
    var share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private static double grey(int colour) {
    return 0.299 * (colour >> 16 & 255) + 0.587 * (colour >> 8 & 255) + 0.114 * (colour & 255);
  }

  private int[] colours(Box box) {
    int left = pixel(box.x(), width);
    int right = pixel(box.x() + box.width(), width);
    int top = pixel(box.y(), height);
    int bottom = pixel(box.y() + box.height(), height);
    var colours = new int[(right - left) * (bottom - top)];
    for (int y = top, i = 0; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        colours[i++] = pixels[y * width + x] & 0xffffff;
      }
    }
    return colours;
  }

  private int pixel(double length, int limit) {
    return Math.clamp(Math.round(length * scale), 0, limit - 1);
  }

  /// A place on the page.
  record Box(String name, double x, double y, double width, double height) {

    static Box of(Map<?, ?> box) {
      return new Box(
          String.valueOf(box.get("name")),
          number(box, "x"),
          number(box, "y"),
          number(box, "width"),
          number(box, "height"));
    }

    private static double number(Map<?, ?> box, String name) {
      return ((Number) Objects.requireNonNull(box.get(name))).doubleValue();
    }
  }
}
