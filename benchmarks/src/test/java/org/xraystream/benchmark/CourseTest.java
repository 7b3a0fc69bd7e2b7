package org.xraystream.benchmark;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xraystream.benchmark.Course.Along;
import org.xraystream.benchmark.Course.Point;

class CourseTest {

    @Test
    void goesForwardOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> course(Along.MINUTES, new Point(1, 5), new Point(1, 6)))
                .withMessageContaining("ascend");
    }

    @Test
    void knowsNoShareOfAllOrMore() {
        assertThatIllegalArgumentException().isThrownBy(() -> course(Along.SHARE, new Point(0.5, 1), new Point(1, 2)));
    }

    @Test
    void hasNoPointThatCannotBeDrawn() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(Double.POSITIVE_INFINITY, 1));
    }

    private static Course course(Along along, Point... points) {
        return new Course("b", "c", "m", "s", along, List.of(points));
    }
}
