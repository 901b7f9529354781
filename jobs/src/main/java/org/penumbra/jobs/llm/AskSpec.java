package org.penumbra.jobs.llm;

import java.io.Serializable;
import org.apache.spark.sql.types.StructType;
import org.penumbra.jobs.state.Store;
import org.penumbra.llm.Exchange;

/**
 * How a process is to ask: small enough to travel with each task, and without the key, which each
 * process reads for itself.
 *
 * @param <A> what a text gets
 */
interface AskSpec<A> extends Serializable {

  /** The name of the ledger that leases requests. */
  String ledger();

  ModelServer server();

  /** Opens a connection, by which the process asks. */
  Exchange<A> open();

  /** All that decides an answer beside the text: 32 hexadecimal digits. */
  String requestHash();

  /** Where answers put what they bring. */
  AnswerColumns<A> columns();

  /** The answers of the run. */
  default AnswerFiles<A> files(Store store) {
    return new AnswerFiles<>(store, requestHash(), columns());
  }

  /** The columns of an answer: its text's hash, what it gets, or a reason why there is nothing. */
  default StructType rows() {
    return schema(columns());
  }

  static StructType schema(AnswerColumns<?> columns) {
    StructType schema = new StructType().add("text_hash", "string");
    return schema.merge(columns.inRows(), true).add("reason", "string");
  }
}
