using Crm.Application.Publishing;
using Crm.WebApi.Errors;
using Crm.WebApi.Languages;

namespace Crm.WebApi.Publishing;

/// <summary>Says in the caller's language what became of a post, and what a platform would say to it.</summary>
internal static class PostWords
{
    public static PostDto InLanguage(this PostDto post) =>
        post with
        {
            Targets = [.. post.Targets.Select(InLanguage)],
            Warnings = post.Warnings is { } warnings
                ? [.. warnings.Select(warning => warning with { Message = Say(warning.Code, warning.Platform) })]
                : null,
        };

    public static PostCheckDto InLanguage(this PostCheckDto check) =>
        check with
        {
            Platforms =
            [
                .. check.Platforms.Select(platform =>
                    platform with
                    {
                        Faults = [.. platform.Faults.Select(fault => InLanguage(fault, platform.Platform))],
                        Warnings = [.. platform.Warnings.Select(fault => InLanguage(fault, platform.Platform))],
                    }
                ),
            ],
        };

    public static string Say(string code, string platform, long? limit = null, long? actual = null) =>
        MemberTexts.Say(code, ("platform", platform), ("limit", limit), ("actual", actual));

    private static PostFaultDto InLanguage(PostFaultDto fault, string platform) =>
        fault with
        {
            Message = Say(fault.Code, platform, fault.Limit, fault.Actual),
        };

    private static TargetDto InLanguage(TargetDto target) =>
        target with
        {
            Error = InLanguage(target.Error, target.Platform),
            Story = target.Story is { } story
                ? [.. story.Select(line => line with { Error = InLanguage(line.Error, target.Platform) })]
                : null,
        };

    private static TargetErrorDto? InLanguage(TargetErrorDto? error, string platform) =>
        error is null
            ? null
            : error with
            {
                Message = Meaning(error, platform),
                Reason = MemberTexts.OfReason(error.Reason),
            };

    private static string? Meaning(TargetErrorDto error, string platform)
    {
        var own = $"target_{error.Code}";

        // A reason of ours says more than that something has to be connected.
        var saysItself = error.Code is "integration_not_configured" && MemberTexts.Knows(error.Reason);

        return MemberTexts.Knows(own) && !saysItself ? Say(own, platform)
            : ProblemCatalog.Statuses.ContainsKey(error.Code)
                ? ProblemTexts.Fill(
                    ProblemTexts.Find(RequestLanguage.Current, error.Code).Detail,
                    [
                        ("platform", platform),
                        ("reason", MemberTexts.OfReason(error.Reason)),
                        ("retryAfter", TimeSpan.FromSeconds(60)),
                    ]
                )
            : null;
    }
}
