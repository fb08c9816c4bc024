import java.io.FileInputStream;
import java.math.BigDecimal;
import java.text.SimpleDateFormat;
import java.util.List;
import java.util.concurrent.locks.Lock;
import javax.servlet.http.HttpServlet;

class Correctness {
    // ruleid: java-date-format-shared
    private static final SimpleDateFormat DAY = new SimpleDateFormat("yyyy-MM-dd");
    // ok: java-date-format-shared
    private static final DateTimeFormatter NEW_DAY = DateTimeFormatter.ISO_DATE;
    private Object made;
    private volatile Object seen;
    private String name;

    void comparisons(String a, String b, Integer i, Integer j, byte[] x, byte[] y) {
        // ruleid: java-strings-compared-by-identity
        boolean one = a == "yes";
        // ruleid: java-strings-compared-by-identity
        boolean two = a == b;
        // ok: java-strings-compared-by-identity
        boolean three = a.equals(b) || a == null;
        // ruleid: java-boxed-compared-by-identity
        boolean four = i == j;
        // ok: java-boxed-compared-by-identity
        boolean five = i.equals(j) || i == 3;
        // ruleid: java-array-equals-identity
        boolean six = x.equals(y);
        // ok: java-array-equals-identity
        boolean seven = Arrays.equals(x, y);
        // ruleid: java-self-comparison
        boolean eight = a.equals(a);
        // ok: java-self-comparison
        boolean nine = a.equals(b);
    }

    int finish() {
        // ruleid: java-return-in-finally
        try {
            return work();
        } finally {
            return 0;
        }
    }

    int finishWell() {
        // ok: java-return-in-finally
        try {
            return work();
        } finally {
            clean();
        }
    }

    void threads(Thread thread) {
        // ruleid: java-thread-run-called
        thread.run();
        // ok: java-thread-run-called
        thread.start();
    }

    String results(String text) {
        work();
        // ruleid: java-result-unused
        text.trim();
        // ok: java-result-unused
        text = text.trim();
        // ok: java-result-unused
        return text.trim();
    }

    void numbers() {
        // ruleid: java-decimal-from-double
        new BigDecimal(0.1);
        // ok: java-decimal-from-double
        new BigDecimal("0.1");
        // ruleid: java-abs-of-random
        int slot = Math.abs(key.hashCode()) % 16;
        // ok: java-abs-of-random
        int good = Math.floorMod(key.hashCode(), 16);
    }

    void setName(String nam) {
        // ruleid: java-self-assignment
        name = name;
        // ok: java-self-assignment
        this.name = name;
    }

    void loops(List<String> list) {
        for (String item : list) {
            if (item.isEmpty()) {
                // ruleid: java-list-changed-in-loop
                list.remove(item);
            }
        }
        for (String item : list) {
            if (item.isEmpty()) {
                // ok: java-list-changed-in-loop
                list.remove(item);
                break;
            }
        }
        // ruleid: java-loop-step-of-other-variable
        for (int i = 0; i < 10; j++) {
            work();
        }
        // ok: java-loop-step-of-other-variable
        for (int i = 0; i < 10; i++) {
            work();
        }
    }

    void locks(Lock lock) {
        // ruleid: java-lock-not-released
        lock.lock();
        work();
        lock.unlock();
    }

    void locksWell(Lock lock) {
        // ok: java-lock-not-released
        lock.lock();
        try {
            work();
        } finally {
            lock.unlock();
        }
    }

    void shared(Object own) {
        // ruleid: java-synchronized-on-shared-value
        synchronized ("lock") {
            work();
        }
        // ok: java-synchronized-on-shared-value
        synchronized (own) {
            work();
        }
    }

    void errors() {
        // ruleid: java-exception-swallowed
        try {
            work();
        } catch (Exception error) {
        }
        // ok: java-exception-swallowed
        try {
            work();
        } catch (Exception error) {
            log.error("work", error);
        }
        // ruleid: java-interrupt-swallowed
        try {
            Thread.sleep(1);
        } catch (InterruptedException error) {
        }
        // ok: java-interrupt-swallowed
        try {
            Thread.sleep(1);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
        }
    }

    Object once() {
        // ruleid: java-double-checked-lock
        if (made == null) {
            synchronized (this) {
                if (made == null) {
                    made = new Object();
                }
            }
        }
        // ok: java-double-checked-lock
        if (seen == null) {
            synchronized (this) {
                if (seen == null) {
                    seen = new Object();
                }
            }
        }
        return made;
    }

    void nulls(String value) {
        // ruleid: java-null-dereference-after-check
        if (value == null) {
            value.notify();
        }
        // ok: java-null-dereference-after-check
        if (value == null) {
            value = "";
            value.notify();
        }
        // ruleid: java-null-or-dereference
        if (value == null && value.isEmpty()) {
            work();
        }
        // ok: java-null-or-dereference
        if (value == null || value.isEmpty()) {
            work();
        }
    }

    void files() throws Exception {
        // ruleid: java-stream-not-closed
        FileInputStream stream = new FileInputStream("a");
        stream.read();
        stream.close();
    }

    void filesWell() throws Exception {
        // ok: java-stream-not-closed
        try (FileInputStream stream = new FileInputStream("a")) {
            stream.read();
        }
    }

    void texts(String text) {
        // ruleid: java-string-builder-char
        new StringBuilder('x');
        // ok: java-string-builder-char
        new StringBuilder("x");
        // ruleid: java-regex-special-as-text
        text.split(".");
        // ok: java-regex-special-as-text
        text.split("\\.");
    }
}

class Page extends HttpServlet {
    void doGet() {
        // ruleid: java-exit-in-servlet
        System.exit(1);
    }
}

class Tool {
    public static void main(String[] args) {
        // ok: java-exit-in-servlet
        System.exit(1);
    }
}
