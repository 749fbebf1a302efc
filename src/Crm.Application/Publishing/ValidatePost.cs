using Crm.Application.Integrations.Contracts;
using FluentValidation;
using MediatR;

namespace Crm.Application.Publishing;

/// <summary>What each platform would say to a post, which is not stored; media that it names by their address are, since they have to be looked at.</summary>
public sealed record ValidatePost(PostWish Wish) : IRequest<PostCheckDto>;

internal sealed class ValidatePostValidator : AbstractValidator<ValidatePost>
{
    public ValidatePostValidator(IValidator<PostWish> wish) =>
        RuleFor(request => request.Wish).SetValidator(wish).OverridePropertyName("");
}

/// <param name="Ok">Every platform would take it.</param>
public sealed record PostCheckDto(bool Ok, IReadOnlyList<PlatformCheckDto> Platforms);

/// <param name="Length">As the platform counts it, of the longest part.</param>
public sealed record PlatformCheckDto(
    string Platform,
    int Length,
    int LongestLength,
    IReadOnlyList<PostFaultDto> Faults,
    IReadOnlyList<PostFaultDto> Warnings
);

public sealed record PostFaultDto(string Code, string? Member, string? Message, long? Limit, long? Actual)
{
    internal static PostFaultDto From(PostFault fault) =>
        new(fault.Code, fault.Member, Message: null, fault.Limit, fault.Actual);
}

internal sealed class ValidatePostHandler(PostPlanner planner) : IRequestHandler<ValidatePost, PostCheckDto>
{
    public async Task<PostCheckDto> Handle(ValidatePost request, CancellationToken cancellationToken)
    {
        var plan = await planner.ReadAsync(request.Wish, cancellationToken);

        return new(
            plan.Verdicts.All(verdict => verdict.Verdict.Faults.Count == 0),
            [.. plan.Verdicts.Select(verdict => Check(verdict, plan.Repeated))]
        );
    }

    private static PlatformCheckDto Check(PlatformVerdict checkedBy, IReadOnlyList<string> repeated) =>
        new(
            checkedBy.Platform,
            checkedBy.Verdict.Length,
            checkedBy.Verdict.LongestLength,
            [.. checkedBy.Verdict.Faults.Select(PostFaultDto.From)],
            [
                .. checkedBy.Verdict.Warnings.Select(PostFaultDto.From),
                .. repeated
                    .Where(platform => platform == checkedBy.Platform)
                    .Select(_ => new PostFaultDto(PostPlan.SameText, "text", Message: null, Limit: null, Actual: null)),
            ]
        );
}
