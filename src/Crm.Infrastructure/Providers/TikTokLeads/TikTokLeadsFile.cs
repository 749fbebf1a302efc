using System.Globalization;
using System.Text;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;
using CsvHelper;
using CsvHelper.Configuration;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>Rows of an exported file, as the lead forms that the webhook would have brought (tiktok-leadgen §3). Times are UTC.</summary>
internal static class TikTokLeadsFile
{
    private const string Id = "lead_id";

    private static readonly string[] Times = ["created_time", "create_time"];

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        Id,
        "created_time",
        "create_time",
        "is_test",
        "page_id",
        "page_name",
        "advertiser_id",
        "advertiser_name",
        "campaign_id",
        "campaign_name",
        "adgroup_id",
        "adgroup_name",
        "ad_id",
        "ad_name",
        "lead_source",
    };

    public static IReadOnlyList<LeadForm> Read(byte[] file, string advertiser, string formId)
    {
        using var text = new StreamReader(new MemoryStream(file), Encoding.UTF8);
        using var csv = new CsvReader(
            text,
            new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null }
        );
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
            {
                return [];
            }

            var columns = csv.HeaderRecord!.Select(name => name.Trim()).ToArray();
            if (!columns.Contains(Id, StringComparer.OrdinalIgnoreCase))
            {
                throw new ProviderException("provider_unavailable", TikTokLeadsProvider.Key, "unreadable_answer", null);
            }

            var leads = new List<LeadForm>();
            while (csv.Read())
            {
                if (LeadOf(columns, csv.Parser.Record!, advertiser, formId) is { } lead)
                {
                    leads.Add(lead);
                }
            }

            return leads;
        }
        catch (CsvHelperException exception)
        {
            throw CallTrouble.Unavailable(TikTokLeadsProvider.Key, new IOException("The file is cut off.", exception));
        }
    }

    private static LeadForm? LeadOf(string[] columns, string[] row, string advertiser, string formId)
    {
        var cells = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var answers = new List<FormAnswer>();
        for (var index = 0; index < Math.Min(columns.Length, row.Length); index++)
        {
            var value = Bare(row[index]);
            if (Known.Contains(columns[index]))
            {
                cells[columns[index]] = value;
            }
            else if (value.Length > 0)
            {
                answers.Add(new(columns[index], value));
            }
        }

        return cells.GetValueOrDefault(Id) is { Length: > 0 } id
            ? new(
                TikTokLeadEntries.Source,
                $"{advertiser}:{id}",
                id,
                formId,
                Cell(cells, "page_name"),
                Named(cells, "campaign"),
                Named(cells, "adgroup"),
                Named(cells, "ad"),
                ClickId: null,
                TikTokLeadEntries.NameOf(answers),
                TikTokLeadEntries.Answer(answers, "email"),
                TikTokLeadEntries.Answer(answers, "phone_number"),
                answers,
                Cell(cells, "is_test") is "true" or "TRUE" or "True" or "1",
                TimeOf(cells)
            )
            : null;
    }

    /// <summary>Without what keeps spreadsheets from rounding numbers and running formulas: '123 and ="123".</summary>
    private static string Bare(string cell) =>
        cell.StartsWith("=\"", StringComparison.Ordinal) && cell.EndsWith('"') && cell.Length > 2 ? cell[2..^1]
        : cell.Length > 1 && cell[0] == '\'' && (char.IsAsciiDigit(cell[1]) || cell[1] is '+' or '=' or '-' or '@')
            ? cell[1..]
        : cell;

    private static DateTimeOffset? TimeOf(Dictionary<string, string> cells) =>
        Times.Select(name => Cell(cells, name)).FirstOrDefault(text => text is not null) is { } time
        && DateTimeOffset.TryParse(
            time,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? at
            : null;

    private static NamedId? Named(Dictionary<string, string> cells, string prefix) =>
        Cell(cells, prefix + "_id") is { } id and not "0" ? new(id, Cell(cells, prefix + "_name")) : null;

    private static string? Cell(Dictionary<string, string> cells, string name) =>
        cells.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
}
