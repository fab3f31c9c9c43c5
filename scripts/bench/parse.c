/* The yardstick of `make bench-ingest`: libcsv alone, with callbacks that only count.
 *
 * usage: parse FILE DELIMITER
 */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

static size_t fields, records;

static void take_field(void *text, size_t count, void *context)
{
    (void)text, (void)count, (void)context;
    fields++;
}

static void take_record(int terminator, void *context)
{
    (void)terminator, (void)context;
    records++;
}

int main(int argc, char **argv)
{
    static char buffer[1 << 20];
    struct csv_parser parser;
    FILE *file;
    size_t count;

    if (argc != 3)
        return 64;
    file = fopen(argv[1], "rb");
    if (!file || csv_init(&parser, 0))
        return 2;
    csv_set_delim(&parser, (unsigned char)argv[2][0]);
    while ((count = fread(buffer, 1, sizeof buffer, file)) > 0)
        if (csv_parse(&parser, buffer, count, take_field, take_record, NULL) != count)
            return 1;
    csv_fini(&parser, take_field, take_record, NULL);
    csv_free(&parser);
    printf("%zu records, %zu fields\n", records, fields);
    return 0;
}
