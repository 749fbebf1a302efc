using Crm.Application.Integrations.Contracts;
using FluentValidation;
using MediatR;

namespace Crm.Application.Integrations;

/// <param name="Language">en, tr or ar.</param>
public sealed record ListPlatforms(string Language) : IRequest<IReadOnlyList<PlatformDto>>;

/// <param name="AuthKinds"><c>oauth</c>, <c>credentials</c>, or both.</param>
/// <param name="MaySendUnsigned">An account there may choose to take deliveries that carry no signature.</param>
public sealed record PlatformDto(
    string Key,
    string Name,
    IReadOnlyList<string> AuthKinds,
    IReadOnlyList<PlatformFieldDto> CredentialFields,
    IReadOnlyList<string> Capabilities,
    IReadOnlyList<string> Scopes,
    bool MaySendUnsigned
);

public sealed record PlatformFieldDto(string Name, string Label, string Help, bool Required, bool Secret);

internal sealed class ListPlatformsValidator : AbstractValidator<ListPlatforms>
{
    public ListPlatformsValidator() =>
        RuleFor(request => request.Language).Must(language => language is "en" or "tr" or "ar");
}

internal sealed class ListPlatformsHandler(ProviderCatalog providers)
    : IRequestHandler<ListPlatforms, IReadOnlyList<PlatformDto>>
{
    public Task<IReadOnlyList<PlatformDto>> Handle(ListPlatforms request, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PlatformDto>>([
            .. providers.Descriptors.Select(descriptor => Describe(descriptor, request.Language)),
        ]);

    private PlatformDto Describe(ProviderDescriptor descriptor, string language) =>
        new(
            descriptor.Key,
            descriptor.DisplayName,
            [.. AuthKinds(descriptor)],
            [
                .. descriptor.CredentialFields.Select(field => new PlatformFieldDto(
                    field.Name,
                    field.Label[language],
                    field.Help[language],
                    field.IsRequired,
                    field.IsSecret
                )),
            ],
            [.. Capabilities(descriptor)],
            descriptor.Scopes,
            descriptor.MaySendUnsigned
        );

    private IEnumerable<string> AuthKinds(ProviderDescriptor descriptor)
    {
        if (providers.Find<IAccountConnector>(descriptor.Key) is not null)
        {
            yield return "oauth";
        }

        if (descriptor.CredentialFields.Count > 0)
        {
            yield return "credentials";
        }
    }

    private IEnumerable<string> Capabilities(ProviderDescriptor descriptor)
    {
        if (providers.Find<IPostPublisher>(descriptor.Key) is not null)
        {
            yield return "publish";
        }

        if (providers.Find<IProfileReader>(descriptor.Key) is not null)
        {
            yield return "profile";
        }

        if (providers.Find<IVideoReader>(descriptor.Key) is not null)
        {
            yield return "videos";
        }

        if (providers.Find<ISignInLinks>(descriptor.Key) is not null)
        {
            yield return "signin";
        }

        if (descriptor.DeliversLeads)
        {
            yield return "leads";
        }

        if (providers.Find<IMessageSender>(descriptor.Key) is not null)
        {
            yield return "messages";
        }
    }
}
