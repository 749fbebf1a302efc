using Crm.Application.Identity;
using Crm.Domain.Common;

namespace Crm.WebApi.Authentication;

internal sealed class SignInOrigin(IHttpContextAccessor accessor) : ISignInOrigin
{
    private const int LongestDevice = 200;

    public string Network => accessor.HttpContext is { } context ? SignInRateLimit.AddressOf(context) : "";

    public string? Address => accessor.HttpContext is { } context ? ClientAddress.Of(context) : null;

    public string? Device =>
        CleanText.Of(
            new([
                .. (accessor.HttpContext?.Request.Headers.UserAgent.ToString() ?? "")
                    .Take(LongestDevice)
                    .Where(character => !char.IsControl(character)),
            ])
        );
}
