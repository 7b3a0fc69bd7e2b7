package org.xraystream.modality;

import static org.xraystream.dicom.Tag.ACQUISITION_DATE;
import static org.xraystream.dicom.Tag.ACQUISITION_DATE_TIME;
import static org.xraystream.dicom.Tag.ACQUISITION_TIME;
import static org.xraystream.dicom.Tag.CONTENT_DATE;
import static org.xraystream.dicom.Tag.CONTENT_TIME;
import static org.xraystream.dicom.Tag.PATIENT_AGE;
import static org.xraystream.dicom.Tag.PATIENT_BIRTH_DATE;
import static org.xraystream.dicom.Tag.STUDY_DATE;
import static org.xraystream.dicom.Tag.STUDY_TIME;
import static org.xraystream.dicom.Tag.TIMEZONE_OFFSET_FROM_UTC;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.xraystream.dicom.DataSet;
import org.xraystream.dicom.Tag;

/**
 * When a radiograph was taken, and how old the child was then, from DICOM's dates and times (PS3.5, 6.2). A value that is
 * no date counts as absent: hospitals' data are as they are.
 *
 * @param zone of the site, where the file names no offset
 */
record AcquisitionTimes(DataSet dataSet, ZoneId zone) {
    private static final int MOST_YEARS = 150;
    private static final int MONTHS = 12;

    /** The acquisition, else the content's making, else the study's begin; empty where none is told. */
    Optional<Instant> capturedAt() {
        return localTime().map(time -> time.atZone(offset()).toInstant());
    }

    private Optional<LocalDateTime> localTime() {
        return Stream.of(
                        together(dataSet.text(ACQUISITION_DATE_TIME).orElse("")),
                        together(ACQUISITION_DATE, ACQUISITION_TIME),
                        together(CONTENT_DATE, CONTENT_TIME),
                        together(STUDY_DATE, STUDY_TIME))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<LocalDateTime> together(Tag date, Tag time) {
        return date(date).map(day -> day.atTime(time(dataSet.text(time).orElse(""))));
    }

    private static Optional<LocalDateTime> together(String dateTime) {
        return dateTime.length() < 8
                ? Optional.empty()
                : date(dateTime.substring(0, 8)).map(day -> day.atTime(time(dateTime.substring(8))));
    }

    private Optional<LocalDate> date(Tag tag) {
        return dataSet.text(tag).flatMap(AcquisitionTimes::date);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Hours, minutes and seconds as far as they are given. */
    private static LocalTime time(String text) {
        String digits = (text.replaceAll("[^0-9].*", "") + "000000").substring(0, 6);
        try {
            return LocalTime.of(
                    Integer.parseInt(digits.substring(0, 2)),
                    Integer.parseInt(digits.substring(2, 4)),
                    Math.min(59, Integer.parseInt(digits.substring(4))));
        } catch (DateTimeException e) {
            return LocalTime.MIDNIGHT;
        }
    }

    private ZoneId offset() {
        try {
            return dataSet.text(TIMEZONE_OFFSET_FROM_UTC)
                    .<ZoneId>map(ZoneOffset::of)
                    .orElse(zone);
        } catch (DateTimeException e) {
            return zone;
        }
    }

    /** Completed months at capture: from the birth date, which is exact, else from the age that the file tells. */
    OptionalInt ageMonths() {
        Optional<LocalDate> birth = date(PATIENT_BIRTH_DATE);
        Optional<LocalDate> capture = localTime().map(LocalDateTime::toLocalDate);
        if (birth.isPresent() && capture.isPresent()) {
            long months = ChronoUnit.MONTHS.between(birth.get(), capture.get());
            if (months >= 0 && months <= MOST_YEARS * MONTHS && !birth.get().isAfter(capture.get())) {
                return OptionalInt.of((int) months);
            }
        }
        return toldAge();
    }

    /** Three digits and D, W, M or Y. */
    private OptionalInt toldAge() {
        String age = dataSet.text(PATIENT_AGE).orElse("");
        if (!age.matches("[0-9]{1,3}[DWMY]")) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(age.substring(0, age.length() - 1));
        int months = switch (age.charAt(age.length() - 1)) {
            case 'Y' -> number * MONTHS;
            case 'M' -> number;
            case 'W' -> number * 7 * MONTHS / 365;
            default -> number * MONTHS / 365;
        };
        return months <= MOST_YEARS * MONTHS ? OptionalInt.of(months) : OptionalInt.empty();
    }
}
