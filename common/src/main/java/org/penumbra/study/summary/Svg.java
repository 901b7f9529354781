package org.penumbra.study.summary;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An SVG document in the making. Written as XML, not through a drawing library: these ask the
 * machine for its fonts, so that the same plot would be other bytes elsewhere, or none where there
 * are no fonts; and the text stays text, which can be searched and read aloud.
 */
final class Svg {

  private final StringWriter out = new StringWriter();
  private final XMLStreamWriter xml;

  /**
   * An empty picture.
   *
   * @param title what a screen reader says
   */
  Svg(int width, int height, String title) {
    try {
      // Java's own: what else is on a class path writes other bytes.
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    start(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + width + " " + height,
        "width",
        Integer.toString(width),
        "height",
        Integer.toString(height),
        "role",
        "img",
        "font-family",
        "Helvetica, Arial, sans-serif",
        "font-size",
        "13");
    text("title", title);
    empty("rect", "width", "100%", "height", "100%", "fill", "white");
  }

  /** Opens a group; names and values of attributes by turns. */
  Svg group(String... attributes) {
    return start("g", attributes);
  }

  /** Closes the group opened last. */
  Svg end() {
    return write(XMLStreamWriter::writeEndElement);
  }

  /** A shape. */
  Svg empty(String element, String... attributes) {
    write(to -> to.writeEmptyElement(element));
    return attributes(attributes).newline();
  }

  /** An element that holds nothing but text. */
  Svg text(String element, String text, String... attributes) {
    write(to -> to.writeStartElement(element));
    attributes(attributes);
    write(to -> to.writeCharacters(HostileText.printable(text)));
    return end().newline();
  }

  /** The document; nothing can be added to it any more. */
  String document() {
    end().write(XMLStreamWriter::close);
    return out + "\n";
  }

  /** A length with as many decimals as an eye can see. */
  static String px(double length) {
    return String.format(Locale.ROOT, "%.1f", length);
  }

  private Svg start(String element, String... attributes) {
    write(to -> to.writeStartElement(element));
    return attributes(attributes).newline();
  }

  private Svg attributes(String... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      String name = attributes[i];
      String value = attributes[i + 1];
      write(to -> to.writeAttribute(name, value));
    }
    return this;
  }

  private Svg newline() {
    return write(to -> to.writeCharacters("\n"));
  }

  private interface Writing {
    void to(XMLStreamWriter xml) throws XMLStreamException;
  }

  private Svg write(Writing writing) {
    try {
      writing.to(xml);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }
}
