using System.Globalization;
using System.Text.RegularExpressions;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.GoogleLeadForm.Ads;

/// <summary>The part of the query language that reads leads: fields, comparisons of the submission time, a limit.</summary>
internal sealed partial record LeadQuery(
    IReadOnlyList<string> Fields,
    IReadOnlyList<(string Operator, DateTimeOffset Time)> Times,
    int Limit
)
{
    private const string Resource = "lead_form_submission_data";

    public static readonly IReadOnlyList<string> KnownFields =
    [
        "resource_name",
        "id",
        "asset",
        "campaign",
        "ad_group",
        "ad_group_ad",
        "gclid",
        "submission_date_time",
        "lead_form_submission_fields",
        "custom_lead_form_submission_fields",
    ];

    /// <summary>The query, or what is wrong with it.</summary>
    public static (LeadQuery? Query, string Problem) Parse(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success)
        {
            return (null, "the query is not SELECT fields FROM a resource [WHERE …] [ORDER BY …] [LIMIT n]");
        }

        if (match.Groups["resource"].Value != Resource)
        {
            return (null, $"only {Resource} can be queried here");
        }

        var fields = match
            .Groups["fields"]
            .Value.Split(',', StringSplitOptions.TrimEntries)
            .Select(field =>
                field.StartsWith($"{Resource}.", StringComparison.Ordinal) ? field[(Resource.Length + 1)..] : ""
            )
            .ToList();
        if (fields.Any(field => !KnownFields.Contains(field)))
        {
            return (null, "a selected field does not exist");
        }

        var limit = match.Groups["limit"] is { Success: true } given
            ? int.Parse(given.Value, CultureInfo.InvariantCulture)
            : int.MaxValue;
        var (times, problem) = Conditions(match.Groups["where"]);
        return problem is null ? (new(fields, times, limit), "") : (null, problem);
    }

    public bool Matches(DateTimeOffset time) =>
        Times.All(condition =>
            condition.Operator switch
            {
                ">" => time > condition.Time,
                ">=" => time >= condition.Time,
                "<" => time < condition.Time,
                _ => time <= condition.Time,
            }
        );

    private static (List<(string Operator, DateTimeOffset Time)> Times, string? Problem) Conditions(Group where)
    {
        var times = new List<(string Operator, DateTimeOffset Time)>();
        if (!where.Success)
        {
            return (times, null);
        }

        foreach (var part in And().Split(where.Value))
        {
            var condition = Condition().Match(part);
            if (
                !condition.Success
                || !DateTimeOffset.TryParse(
                    condition.Groups["time"].Value,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var time
                )
            )
            {
                return (times, "a condition is not submission_date_time compared with a time in quotes");
            }

            times.Add((condition.Groups["operator"].Value, time));
        }

        return (times, null);
    }

    [GeneratedRegex(
        @"^\s*SELECT\s+(?<fields>[\w.,\s]+?)\s+FROM\s+(?<resource>\w+)(\s+WHERE\s+(?<where>.+?))?(\s+ORDER\s+BY\s+[\w.,\s]+?)?(\s+LIMIT\s+(?<limit>\d{1,6}))?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex Shape();

    [GeneratedRegex(@"\s+AND\s+", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: PatternPatience.Milliseconds)]
    private static partial Regex And();

    [GeneratedRegex(
        @"^\s*lead_form_submission_data\.submission_date_time\s*(?<operator>>=|<=|>|<)\s*['""](?<time>[^'""]+)['""]\s*$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex Condition();
}
