package org.penumbra.label.exchange;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.penumbra.label.Answer;
import org.penumbra.policy.Policy;

/**
 * The labelling configuration for Label Studio: the policy's question and definition, the text, the
 * four answers on keys 1 to 4, reason codes, and a note. It shows nothing else of a task.
 */
public final class LabelStudioConfig {

  private final XMLStreamWriter xml;

  private LabelStudioConfig(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** The configuration, as XML. */
  public static String of(Policy policy) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      new LabelStudioConfig(xml).write(policy);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return out + "\n";
  }

  private void write(Policy policy) throws XMLStreamException {
    start("View");
    empty("Header", "value", policy.question());
    empty("Header", "value", policy.definition(), "size", "6");
    empty("Text", "name", "text", "value", "$text");
    start(
        "Choices",
        "name",
        "answer",
        "toName",
        "text",
        "choice",
        "single",
        "required",
        "true",
        "showInline",
        "true");
    choice(Answer.POSITIVE, policy.positiveName());
    choice(Answer.NEGATIVE, policy.negativeName());
    choice(Answer.UNSURE, "unsure");
    choice(Answer.INVALID, "cannot be judged");
    xml.writeEndElement();
    if (!policy.reasons().isEmpty()) {
      start("Choices", "name", "reasons", "toName", "text", "choice", "multiple");
      for (String reason : policy.reasons()) {
        empty("Choice", "value", reason);
      }
      xml.writeEndElement();
    }
    empty("TextArea", "name", "note", "toName", "text", "placeholder", "Note", "rows", "2");
    xml.writeEndElement();
  }

  private void choice(Answer answer, String name) throws XMLStreamException {
    String key = Integer.toString(List.of(Answer.values()).indexOf(answer) + 1);
    empty("Choice", "value", name, "alias", answer.wireName(), "hotkey", key);
  }

  private void start(String element, String... attributes) throws XMLStreamException {
    xml.writeStartElement(element);
    write(attributes);
  }

  private void empty(String element, String... attributes) throws XMLStreamException {
    xml.writeEmptyElement(element);
    write(attributes);
  }

  private void write(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], attributes[i + 1]);
    }
  }
}
