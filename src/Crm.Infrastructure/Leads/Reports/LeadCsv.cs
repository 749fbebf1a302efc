using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Application.Leads;
using Crm.Application.Leads.Reports;
using Crm.Domain.Leads;
using Crm.Infrastructure.Persistence;
using CsvHelper;
using CsvHelper.Configuration;

namespace Crm.Infrastructure.Leads.Reports;

/// <summary>With a byte order mark, without which spreadsheets read Turkish and Arabic names as something else.</summary>
internal sealed partial class LeadCsv(ILeadList list) : ILeadFile
{
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };

    private static readonly string[] Header =
    [
        "id",
        "fullName",
        "email",
        "phone",
        "phoneRaw",
        "status",
        "source",
        "campaign",
        "ownerId",
        "venueId",
        "tags",
        "customFields",
        "createdAt",
        "updatedAt",
    ];

    public async Task WriteAsync(LeadFilter filter, Stream file, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(
            file,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            leaveOpen: true
        );
        await using var csv = new CsvWriter(writer, Configuration, leaveOpen: true);
        await WriteAsync(csv, Header);
        string? cursor = null;
        do
        {
            var page = await list.ReadAsync(filter with { Cursor = cursor, IncludeTotal = false }, cancellationToken);
            foreach (var lead in page.Data)
            {
                await WriteAsync(csv, Fields(lead));
            }

            await writer.FlushAsync(cancellationToken);
            cursor = page.NextCursor;
        } while (cursor is not null);
    }

    private static async Task WriteAsync(CsvWriter csv, IEnumerable<string?> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        await csv.NextRecordAsync();
    }

    private static string?[] Fields(LeadDto lead) =>
        [
            lead.Id.ToString(),
            Harmless(lead.FullName),
            Harmless(lead.Email),
            // A plus sign and digits alone: other systems read it back, and no spreadsheet can do more than count with it.
            lead.Phone,
            Harmless(lead.PhoneRaw),
            Harmless(lead.Status),
            Harmless(lead.Source),
            Harmless(Campaign(lead)),
            lead.OwnerId?.ToString(),
            lead.VenueId?.ToString(),
            Harmless(string.Join("; ", lead.Tags)),
            // The same JSON for every reader, without what cells are parted at.
            Text(lead.CustomFields)?.Replace(";", @"\u003b", StringComparison.Ordinal),
            Time(lead.CreatedAt),
            Time(lead.UpdatedAt),
        ];

    /// <summary>What a spreadsheet would take for a formula begins with an apostrophe instead, wherever it may begin a cell.</summary>
    private static string? Harmless(string? text) =>
        text is null ? null : FormulaStart().Replace(text, "${cell}'${sign}");

    private static string? Campaign(LeadDto lead) =>
        lead.FirstTouch is { } touch && JsonColumn.Read<Touch>(touch.Utf8).Campaign is { } campaign
            ? campaign.Name ?? campaign.Id
            : null;

    private static string? Text<T>(JsonText<T>? json) => json is null ? null : Encoding.UTF8.GetString(json.Utf8);

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Excel in Turkish parts lines at semicolons, and quotes bind only where a cell begins: a quoted field of ours begins in the middle
    // of such a cell, so that its semicolons, tabs and line breaks part it all the same. Quoting more would change nothing.
    [GeneratedRegex("""(?<cell>^|[;\t\r\n])(?<sign>[\p{Zs}"]*[=+\-@|%＝＋－＠])""", RegexOptions.NonBacktracking)]
    private static partial Regex FormulaStart();
}
